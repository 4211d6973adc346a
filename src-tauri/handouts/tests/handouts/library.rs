//! The shipped library and compositions of one's own.

use std::{fs, path::Path};

use secure_base_handouts::{Error, Library, Material, PrintOptions, print};
use secure_base_model::Factor;

use crate::{EVERY_PART, options};

fn paths_under(folder: &Path, root: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let paths = entries.flat_map(|path| match path.is_dir() {
        true => paths_under(&path, root),
        false => vec![path.strip_prefix(root).expect("a path under the root").display().to_string().replace('\\', "/")],
    });
    paths.collect()
}

fn standard() -> PrintOptions {
    options(secure_base_handouts::Format::Standard, secure_base_handouts::Paper::A4)
}

// A file that is on disk and not in the program would be missing at a clinician's desk only.
#[test]
fn every_file_of_the_library_is_embedded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/library");
    let mut on_disk = paths_under(&root, &root);
    on_disk.sort();
    assert_eq!(Library::shipped().expect("it can be read").files(), on_disk);
}

// Material that no handout shows is dead weight, or a forgotten line in a composition.
#[test]
fn every_piece_of_material_is_shown_by_a_handout() {
    let library = Library::shipped().expect("it can be read");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/library/handouts");
    let plans: String =
        paths_under(&root, &root).iter().map(|path| fs::read_to_string(root.join(path)).expect("text")).collect();
    for material in library.materials() {
        assert!(plans.contains(&format!("\"{}\"", material.id)), "no handout names {}", material.id);
    }
}

// The list of handouts is what the window shows before anything is printed.
#[test]
fn a_summary_says_what_a_clinician_chooses_by() {
    let summaries = Library::shipped().expect("it can be read").summaries();
    let roots = summaries.iter().find(|summary| summary.id == "three-roots").expect("it ships");
    assert_eq!(roots.title, "Three roots of feeling secure");
    assert_eq!(roots.articles, ["Feeling secure in relationships"]);
    assert_eq!(roots.factors, Factor::ALL);
    assert!(roots.safety.as_deref().is_some_and(|safety| safety.contains("emergency")));
    assert!(serde_json::to_value(roots).expect("it serialises")["message"].is_string());
}

// A mistyped id must not end in a bare "not found".
#[test]
fn an_unknown_id_is_answered_with_those_that_exist() {
    let error = print("three-rots", &standard()).expect_err("there is no such handout");
    assert_eq!(error.to_string(), "there is no handout \"three-rots\"; choose one of: three-roots");
}

// The clinician's own compositions are checked like the shipped ones, and the message names what to mend.
#[test]
fn a_composition_is_refused_with_what_to_mend() {
    let library = Library::shipped().expect("it can be read");
    let refused =
        |from: &str, to: &str| library.compose(&EVERY_PART.replace(from, to)).expect_err("it is broken").to_string();
    assert!(refused("body-helps", "body-help").contains("\"body-help\", which the library does not hold"));
    assert!(refused("\"every-part\"", "\"Every Part\"").contains("small letters, digits and single hyphens"));
    assert!(refused("kind = \"ticks\"", "kind = \"tikcs\"").contains("tikcs"));
    assert!(refused("rows = 5", "rows = 0").contains("part 2 is empty"));
    assert!(refused("rows = 5", "rowz = 5").contains("rowz"));
    assert!(refused("**each**", "*each*").contains("is not printed"));
}

// A file of material that says too little must not become a page that says too little.
#[test]
fn material_without_front_matter_or_alternative_text_is_refused() {
    let bare = Material::parse("a.md", "Words without a front matter").expect_err("it has none");
    assert!(matches!(&bare, Error::Unusable { file, .. } if file == "a.md"), "{bare}");
    let drawing = "+++\nid = \"a\"\narticle = \"b\"\nkind = \"model\"\ndrawing = \"root-tree\"\n+++\n";
    assert!(Material::parse("a.md", drawing).expect_err("it has no alt").to_string().contains("alt text"));
}

// Checkouts on Windows have other line ends, and must give the same handouts.
#[test]
fn material_reads_the_same_with_windows_line_ends() {
    let unix = "+++\nid = \"a\"\narticle = \"b\"\nkind = \"idea\"\n+++\nOne line\nand another.\n";
    let windows = unix.replace('\n', "\r\n");
    assert_eq!(Material::parse("a.md", unix).expect("it reads"), Material::parse("a.md", &windows).expect("it reads"));
}
