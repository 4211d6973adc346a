//! No sentence of the articles is in the library: no run of eight words, their titles aside.
//!
//! The articles are not ours to keep here; `eight_words.bin` holds the first six bytes of the hash of each run of eight
//! words in them, written by the example of the same name.

use std::{collections::BTreeSet, fs, path::Path};

use secure_base_handouts::Library;
use sha2::{Digest, Sha256};

const RUN: usize = 8;
const KEPT: usize = 6;
const RUNS: &[u8] = include_bytes!("eight_words.bin");

fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['\'', '’'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn known() -> BTreeSet<&'static [u8]> {
    RUNS.chunks_exact(KEPT).collect()
}

fn shared(text: &str, known: &BTreeSet<&[u8]>) -> Vec<String> {
    let runs = words(text).windows(RUN).map(|run| run.join(" ")).collect::<Vec<_>>();
    runs.into_iter().filter(|run| known.contains(&Sha256::digest(run)[..KEPT])).collect()
}

// The articles' ideas carry over, their sentences do not: a copied run of words would be a copy.
#[test]
fn no_eight_words_in_a_row_are_an_articles() {
    let (library, known) = (Library::shipped().expect("it can be read"), known());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/library");
    for path in library.files().iter().filter(|path| *path != "articles.toml") {
        let mut text = fs::read_to_string(root.join(path)).expect("text");
        for article in library.handouts().flat_map(|handout| &handout.articles) {
            text = text.replace(&article.title, " ");
        }
        assert_eq!(shared(&text, &known), Vec::<String>::new(), "{path}");
    }
}

// The comparison itself: a test that finds nothing because it looks for nothing would be worse than none.
#[test]
fn the_comparison_knows_the_articles() {
    let known = known();
    assert!(known.len() > 3000, "{} runs", known.len());
    for article in Library::shipped().expect("it can be read").handouts().flat_map(|handout| &handout.articles) {
        if words(&article.title).len() >= RUN {
            assert!(
                !shared(&article.title, &known).is_empty(),
                "the articles' own titles are in them: {}",
                article.title
            );
        }
    }
}
