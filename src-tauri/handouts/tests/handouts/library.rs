//! The shipped library and compositions of one's own.

use std::{collections::BTreeSet, fs, path::Path};

use secure_base_handouts::{Error, Layout, Library, Material, PrintOptions, print};
use secure_base_model::Factor;

use crate::{EVERY_PART, fixture, library, options};

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

// The library is a promise: this many handouts, some of each article, each leading on to homework.
#[test]
fn there_are_handouts_of_every_article_and_homework_for_each() {
    let library = Library::shipped().expect("it can be read");
    let handouts: Vec<_> = library.handouts().collect();
    assert!(handouts.len() >= 18, "{}", handouts.len());
    let titles: BTreeSet<&str> =
        handouts.iter().flat_map(|h| &h.articles).map(|article| article.title.as_str()).collect();
    assert_eq!(titles.len(), 5, "{titles:?}");
    for title in titles {
        let own = handouts.iter().filter(|h| h.articles.iter().any(|article| article.title == title)).count();
        assert!(own >= 3, "{title}: {own}");
    }
    for handout in &handouts {
        assert!(!handout.homework.is_empty(), "{} leads to no homework", handout.id);
    }
    for template in library.homework_templates() {
        assert!(
            handouts.iter().any(|handout| handout.homework.contains(&template.id)),
            "{} follows from nothing",
            template.id
        );
    }
    assert_eq!(handouts.iter().filter(|handout| handout.layout == Layout::Poster).count(), 1, "one poster");
}

// Material is small: one thought, of which several make a handout.
#[test]
fn material_is_small_and_of_every_kind() {
    let library = Library::shipped().expect("it can be read");
    let mut kinds = BTreeSet::new();
    for material in library.materials() {
        kinds.insert(format!("{:?}", material.kind));
        let words: usize = material.blocks.iter().map(|block| block.text().split_whitespace().count()).sum();
        assert!(words <= 110, "{} has {words} words", material.id);
    }
    assert_eq!(kinds.len(), 7, "{kinds:?}");
}

// What asks for a step towards a partner must not reach somebody who lives in fear without a word about it.
#[test]
fn a_handout_with_material_for_partners_says_so_and_when_not_to_use_it() {
    let library = Library::shipped().expect("it can be read");
    for handout in library.handouts() {
        let plan = library.composition(&handout.id).expect("it has a file");
        let named = |id: &str| plan.contains(&format!("\"{id}\""));
        let asks: Vec<&str> =
            library.materials().filter(|one| one.partner && named(&one.id)).map(|one| one.id.as_str()).collect();
        assert!(asks.is_empty() || handout.partner, "{} holds {asks:?} and does not say so", handout.id);
        assert!(!handout.partner || handout.safety.is_some(), "{} says when not to use it", handout.id);
    }
    let says = |id: &str| library.material(id).is_some_and(|one| one.partner);
    for id in ["other-reasons", "secure-bond-questions", "room-questions", "hope-questions", "ask-once-then-rest"] {
        assert!(says(id), "{id} stands in no handout for partners and asks for a step towards one");
    }
    for idea in ["keep-talking", "ask-once", "be-present"] {
        assert!(says(idea), "{idea} is an idea and asks for a step");
    }
    assert!(!says("three-thanks") && !says("body-shows"), "what is one's own alone asks for nothing of the kind");
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
    let said = error.to_string();
    assert!(said.starts_with("there is no handout \"three-rots\"; choose one of: "), "{said}");
    assert!(said.contains("three-roots"), "{said}");
}

// The clinician's own compositions are checked like the shipped ones, and the message names what to mend.
#[test]
fn a_composition_is_refused_with_what_to_mend() {
    let refused =
        |from: &str, to: &str| library().compose(&EVERY_PART.replace(from, to)).expect_err("it is broken").to_string();
    assert!(refused("body-idea", "body-ide").contains("\"body-ide\", which the library does not hold"));
    assert!(refused("count-to-ten", "count").contains("no homework template \"count\""));
    assert!(refused("figure = \"two-hills\"", "figure = \"calm-idea\"").contains("has no picture"));
    assert!(refused("safety = \"Stop where it hurts.\"\n", "").contains("add a safety text"));
    assert!(refused("row = [\"Monday\"", "rows = 2\nrow = [\"Monday\"").contains("both rows and row"));
    assert!(refused("columns = [\"Day\", \"How it was\"]", "columns = [\"Day\"]").contains("2 to 4 columns"));
    let answers = (
        "kind = \"answers\"\nheading = \"To answer\"\nprompt = \"Take your time.\"\nmaterial = [\"two-questions\"]",
        "",
    );
    let other = answers.0.replace("two-questions", "calm-idea");
    assert!(refused(answers.0, &other).contains("one list of questions"));
    assert!(refused("\"every-part\"", "\"Every Part\"").contains("small letters, digits and single hyphens"));
    assert!(refused("kind = \"ticks\"", "kind = \"tikcs\"").contains("tikcs"));
    assert!(refused("rows = 5", "rows = 0").contains("part 6 is empty"));
    assert!(refused("rows = 5", "rowz = 5").contains("rowz"));
    assert!(refused("**each**", "*each*").contains("is not printed"));
}

// A file of material that says too little, or is not what its kind says, must not become a page.
#[test]
fn material_that_is_not_what_its_kind_says_is_refused() {
    let bare = Material::parse("a.md", "Words without a front matter").expect_err("it has none");
    assert!(matches!(&bare, Error::Unusable { file, .. } if file == "a.md"), "{bare}");
    let refused = |front: &str, body: &str| {
        let text = format!("+++\nid = \"a\"\narticle = \"b\"\n{front}+++\n{body}\n");
        Material::parse("a.md", &text).expect_err("it is broken").to_string()
    };
    let titled = "title = \"A\"\n";
    assert!(refused("kind = \"idea\"\n", "Words.").contains("title"));
    assert!(refused(&format!("{titled}kind = \"model\"\npicture = \"p\"\n"), "").contains("alt text"));
    assert!(refused(&format!("{titled}kind = \"model\"\n"), "").contains("a model has a picture"));
    assert!(
        refused(&format!("{titled}kind = \"questions\"\npartner = false\n"), "Why?")
            .contains("one bullet list of questions")
    );
    assert!(refused(&format!("{titled}kind = \"practice\"\npartner = true\n"), "Do it.").contains("numbered steps"));
    assert!(
        refused(&format!("{titled}kind = \"practice\"\n"), "1. Do it.").contains("partner = true or partner = false")
    );
    let eight = "- One\n".repeat(8);
    assert!(refused(&format!("{titled}kind = \"list\"\n"), &eight).contains("at most seven"));
    assert!(refused(&format!("{titled}kind = \"idea\"\n"), "").contains("at least one paragraph"));
}

// A library with a hole in it must say where, before a page with a hole is printed.
#[test]
fn a_broken_library_names_the_file_and_what_to_do() {
    let refused = |path: &str, from: &str, to: &str| {
        let files: Vec<(String, String)> = fixture::files()
            .into_iter()
            .map(|(at, text)| if at == path { (at, text.replace(from, to)) } else { (at, text.to_owned()) })
            .collect();
        let files: Vec<(String, &str)> = files.iter().map(|(path, text)| (path.clone(), text.as_str())).collect();
        let error = Library::read(&files).expect_err("it is broken").to_string();
        assert!(error.contains(path), "{error} does not name {path}");
        error
    };
    let picture = "pictures/hills.svg";
    assert!(refused("material/second/two-hills.md", "\"hills\"", "\"hill\"").contains("add pictures/hill.svg"));
    assert!(refused("material/first/calm-idea.md", "\"first\"", "\"third\"").contains("no article \"third\""));
    assert!(refused("material/first/calm-idea.md", "id = \"calm-idea\"", "id = \"calm\"").contains("one name"));
    assert!(refused("homework/count-to-ten.toml", "minutes = 5", "minutes = 0").contains("minutes"));
    assert!(refused(picture, "fill=\"#dfeae7\"", "fill=\"#dfeae7\" opacity=\"0.5\"").contains("paler colour"));
    assert!(refused(picture, "<circle", "<image href=\"photo.png\"/><circle").contains("<image>"));
    assert!(refused(picture, "<circle", "<script/><circle").contains("<script>"));
    assert!(refused(picture, "viewBox=\"0 0 150 130\"", "width=\"150\" height=\"90\"").contains("viewBox"));
    assert!(refused(picture, "Atkinson Hyperlegible Next", "Arial").contains("typeface"));
    assert!(refused(picture, "font-size=\"14\"", "font-size=\"11\"").contains("at least 13 pt"));
    assert!(refused(picture, "<svg ", "<svg <").contains("well-formed"));
}

// Homework is offered by what the file says; a field that goes missing on the way would be missed by a client.
#[test]
fn a_homework_template_says_what_why_and_when() {
    let template = library().homework_template("count-to-ten").expect("it is there");
    assert_eq!((template.what.as_str(), template.when.as_str()), ("Breathe ten times.", "after breakfast"));
    assert_eq!((template.minutes, template.factor, template.partner), (5, Some(Factor::S), false));
    assert_eq!(library().homework_templates().count(), 1);
}

// Checkouts on Windows have other line ends, and must give the same handouts.
#[test]
fn material_reads_the_same_with_windows_line_ends() {
    let unix = "+++\nid = \"a\"\ntitle = \"A\"\narticle = \"b\"\nkind = \"idea\"\n+++\nOne line\nand another.\n";
    let windows = unix.replace('\n', "\r\n");
    assert_eq!(Material::parse("a.md", unix).expect("it reads"), Material::parse("a.md", &windows).expect("it reads"));
}
