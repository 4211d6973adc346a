//! What filters ask for, as words of the index. The views in the migration write the same words: each begins with a letter for
//! private use, which no question can hold, so that no word that is typed is taken for a fact.

use data_encoding::HEXLOWER;
use secure_base_model::{Aspect, Factor, Tag};

use crate::ClientId;

const CLIENT: char = '\u{e000}';
const TEMPLATE: char = '\u{e001}';
const UNSIGNED: char = '\u{e002}';
const SIGNED: char = '\u{e003}';
const FACTOR: char = '\u{e004}';
const ASPECT: char = '\u{e005}';
const EMPHASIS: char = '\u{e006}';

pub(super) fn client(id: ClientId) -> String {
    format!("{CLIENT}{}", id.0)
}

/// The name of a template may hold anything; in hexadecimal it is one word.
pub(super) fn template(name: &str) -> String {
    format!("{TEMPLATE}{}", HEXLOWER.encode(name.as_bytes()))
}

/// With what the words for templates begin.
pub(super) fn any_template() -> String {
    TEMPLATE.into()
}

/// The template's name in such a word.
pub(super) fn template_in(word: &str) -> Option<String> {
    String::from_utf8(HEXLOWER.decode(word.strip_prefix(TEMPLATE)?.as_bytes()).ok()?).ok()
}

pub(super) fn signed(signed: bool) -> String {
    if signed { SIGNED } else { UNSIGNED }.into()
}

pub(super) fn factor(factor: Factor) -> String {
    format!("{FACTOR}{factor}")
}

pub(super) fn aspect(aspect: Aspect) -> String {
    format!("{ASPECT}{}", aspect.word())
}

/// What a whole note speaks of.
pub(super) fn emphasis(tag: Tag) -> String {
    format!("{EMPHASIS}{}{}", tag.factor, tag.aspect.word())
}
