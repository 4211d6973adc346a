//! The tags of the PDF, read back from its bytes as a screen reader would.

use std::{collections::BTreeSet, sync::OnceLock};

use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};

use crate::every_pdf;

/// An element of the structure tree, as read back.
#[derive(Debug)]
struct Tag {
    role: String,
    depth: usize,
    alt: Option<String>,
    scope: Option<String>,
    marks: Vec<(ObjectId, i64)>,
}

/// Every print as a reader opens it; written once, because every test asks for them.
fn documents() -> &'static [(String, Document)] {
    static DOCUMENTS: OnceLock<Vec<(String, Document)>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        every_pdf()
            .iter()
            .map(|(name, bytes)| (name.clone(), Document::load_mem(bytes).expect("it is a PDF")))
            .collect()
    })
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).expect("it exists").1.as_dict().expect("a dictionary")
}

fn name(dictionary: &Dictionary, key: &[u8]) -> String {
    String::from_utf8(dictionary.get(key).expect("the key").as_name().expect("a name").to_vec()).expect("text")
}

fn words(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    if !bytes.starts_with(&[0xfe, 0xff]) {
        return String::from_utf8(bytes.to_vec()).expect("plain text");
    }
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("text")
}

/// Every element in reading order.
fn tags(document: &Document) -> Vec<Tag> {
    let root =
        dictionary(document, document.catalog().expect("a catalog").get(b"StructTreeRoot").expect("a structure tree"));
    let mut found = Vec::new();
    walk(document, root.get(b"K").expect("a first element"), 0, &mut found);
    found
}

fn walk(document: &Document, object: &Object, depth: usize, found: &mut Vec<Tag>) {
    let element = dictionary(document, object);
    let index = found.len();
    let scope = element.get(b"A").ok().and_then(|attributes| dictionary(document, attributes).get(b"Scope").ok());
    found.push(Tag {
        role: name(element, b"S"),
        depth,
        alt: element.get(b"Alt").ok().map(words),
        scope: scope.map(|scope| String::from_utf8(scope.as_name().expect("a name").to_vec()).expect("text")),
        marks: Vec::new(),
    });
    for kid in element.get(b"K").expect("kids").as_array().expect("an array") {
        match kid {
            Object::Integer(mark) => {
                let page = element.get(b"Pg").expect("a page").as_reference().expect("a reference");
                found[index].marks.push((page, *mark));
            }
            // A mark on another page than the element's first.
            Object::Dictionary(mark) => {
                let page = mark.get(b"Pg").expect("a page").as_reference().expect("a reference");
                let number = mark.get(b"MCID").expect("a mark").as_i64().expect("a number");
                found[index].marks.push((page, number));
            }
            Object::Reference(_) => walk(document, kid, depth + 1, found),
            other => panic!("an unexpected kid: {other:?}"),
        }
    }
}

/// The marks on a page, in drawing order; panics where anything is drawn outside of a mark or artifact.
fn marks_drawn(document: &Document, page: ObjectId) -> Vec<i64> {
    let content = Content::decode(&document.get_page_content(page)).expect("operators");
    let (mut open, mut marks) = (0, Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                open += 1;
                let properties = operation.operands[1].as_dict().expect("properties");
                match properties.get(b"MCID") {
                    Ok(mark) => marks.push(mark.as_i64().expect("a number")),
                    // Words in reading order, within a mark.
                    Err(_) => assert!(open == 2 && properties.has(b"ActualText"), "{properties:?}"),
                }
            }
            "BMC" => open += 1,
            "EMC" => open -= 1,
            "Tj" | "TJ" | "S" | "f" | "f*" | "B" | "B*" | "Do" => {
                assert!((1..=2).contains(&open), "{} is drawn outside of a mark", operation.operator)
            }
            _ => {}
        }
    }
    assert_eq!(open, 0);
    marks
}

/// Everything that these tests ask of a document, of the bytes of one.
pub fn check(name: &str, bytes: &[u8]) {
    let document = Document::load_mem(bytes).expect("it is a PDF");
    for check in
        [check_marks, check_parent_tree, check_headings, check_words, check_nesting, check_document, check_tables]
    {
        check(name, &document);
    }
}

fn check_marks(name: &str, document: &Document) {
    let referred: Vec<(ObjectId, i64)> = tags(document).into_iter().flat_map(|tag| tag.marks).collect();
    let unique: BTreeSet<_> = referred.iter().copied().collect();
    assert_eq!(unique.len(), referred.len(), "{name}: a mark belongs to two elements");
    let drawn: BTreeSet<_> = document
        .page_iter()
        .flat_map(|page| marks_drawn(document, page).into_iter().map(move |mark| (page, mark)))
        .collect();
    assert_eq!(drawn, unique, "{name}");
}

fn check_parent_tree(name: &str, document: &Document) {
    let root = dictionary(document, document.catalog().expect("a catalog").get(b"StructTreeRoot").expect("a tree"));
    let numbers = dictionary(document, root.get(b"ParentTree").expect("a parent tree")).get(b"Nums").expect("numbers");
    let numbers = numbers.as_array().expect("an array");
    for (index, page) in document.page_iter().enumerate() {
        let key = document
            .get_dictionary(page)
            .expect("a page")
            .get(b"StructParents")
            .expect("its key")
            .as_i64()
            .expect("a number");
        assert_eq!((key, &numbers[index * 2]), (index as i64, &Object::Integer(key)), "{name}");
        for (mark, element) in numbers[index * 2 + 1].as_array().expect("an array").iter().enumerate() {
            let kids = dictionary(document, element).get(b"K").expect("kids").as_array().expect("an array");
            let names = |kid: &Object| match kid {
                Object::Dictionary(other) => {
                    other.get(b"MCID").is_ok_and(|id| *id == Object::Integer(mark as i64))
                        && other.get(b"Pg").is_ok_and(|at| *at == Object::Reference(page))
                }
                kid => *kid == Object::Integer(mark as i64),
            };
            assert!(kids.iter().any(names), "{name}: mark {mark} of page {index}");
        }
    }
}

fn check_headings(name: &str, document: &Document) {
    let several = tags(document).iter().any(|tag| tag.role == "Sect");
    let level = |tag: Tag| tag.role.strip_prefix('H').and_then(|level| level.parse::<u8>().ok());
    let levels: Vec<u8> = tags(document).into_iter().filter_map(level).collect();
    assert!(
        levels.len() > 1 && levels[0] == 1 && (several || levels[1..].iter().all(|level| *level > 1)),
        "{name}: {levels:?}"
    );
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
}

fn check_words(name: &str, document: &Document) {
    for tag in tags(document).iter().filter(|tag| tag.role == "Figure" || tag.role == "Form") {
        assert!(tag.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty()), "{name}: {tag:?}");
    }
}

fn check_nesting(name: &str, document: &Document) {
    let parents = [("LI", "L"), ("Lbl", "LI"), ("LBody", "LI"), ("TR", "Table"), ("TH", "TR"), ("TD", "TR")];
    let tags = tags(document);
    for (index, tag) in tags.iter().enumerate() {
        let parent =
            tags[..index].iter().rev().find(|other| other.depth + 1 == tag.depth).map(|other| other.role.as_str());
        if let Some((_, expected)) = parents.iter().find(|(role, _)| *role == tag.role) {
            assert_eq!(parent, Some(*expected), "{name}: {tag:?}");
        }
        let scope = tag.scope.as_deref();
        assert_eq!(scope.is_some(), tag.role == "TH", "{name}: {tag:?}");
        assert!(matches!(scope, None | Some("Column" | "Row")), "{name}: {tag:?}");
    }
}

fn check_document(name: &str, document: &Document) {
    let catalog = document.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").expect("a language").as_str().expect("text"), b"en", "{name}");
    let marked =
        dictionary(document, catalog.get(b"MarkInfo").expect("mark information")).get(b"Marked").expect("a flag");
    assert!(marked.as_bool().expect("a flag"), "{name}");
    let viewer = dictionary(document, catalog.get(b"ViewerPreferences").expect("preferences"));
    assert!(viewer.get(b"DisplayDocTitle").expect("a flag").as_bool().expect("a flag"), "{name}");
    let packet = catalog.get(b"Metadata").expect("metadata").as_reference().expect("a reference");
    let packet = document.get_object(packet).expect("metadata").as_stream().expect("a stream");
    let text = String::from_utf8(packet.content.clone()).expect("uncompressed text");
    assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>") && text.contains("<dc:title>"), "{name}");
    assert!(catalog.get(b"Outlines").is_ok(), "{name}: no bookmarks");
    for page in document.page_iter() {
        assert_eq!(self::name(document.get_dictionary(page).expect("a page"), b"Tabs"), "S", "{name}");
    }
}

/// Each table has rows of one length, and a heading over each column.
fn check_tables(name: &str, document: &Document) {
    let tags = tags(document);
    for (index, table) in tags.iter().enumerate().filter(|(_, tag)| tag.role == "Table") {
        let within = tags[index + 1..].iter().take_while(|tag| tag.depth > table.depth);
        let cells: Vec<&Tag> = within.filter(|tag| matches!(tag.role.as_str(), "TR" | "TH" | "TD")).collect();
        let rows: Vec<&[&Tag]> = cells.split(|tag| tag.role == "TR").skip(1).collect();
        assert!(rows.len() > 1 && rows.iter().all(|row| row.len() == rows[0].len()), "{name}: {rows:?}");
        let column = |tag: &&Tag| tag.role == "TH" && tag.scope.as_deref() == Some("Column");
        assert!(rows[0].iter().all(column), "{name}: {:?}", rows[0]);
        let row = |row: &&[&Tag]| row[1..].iter().all(|cell| cell.role == "TD");
        assert!(rows[1..].iter().all(row), "{name}");
    }
}

// Content that no element refers to is silent to a screen reader; an element that refers to nothing is a hole.
#[test]
fn every_mark_belongs_to_one_element_and_back() {
    documents().iter().for_each(|(name, document)| check_marks(name, document));
}

// Readers find the element of a mark through the parent tree: a wrong entry reads out the wrong thing.
#[test]
fn the_parent_tree_leads_from_each_mark_to_its_element() {
    documents().iter().for_each(|(name, document)| check_parent_tree(name, document));
}

// People who cannot see the page jump from heading to heading: one title first, no level left out.
#[test]
fn headings_are_in_order() {
    documents().iter().for_each(|(name, document)| check_headings(name, document));
}

// A drawing without words is a gap for who cannot see it; so is a box of which nobody knows what it is for.
#[test]
fn drawings_and_fields_say_what_they_are() {
    documents().iter().for_each(|(name, document)| check_words(name, document));
}

// Lists and tables are announced by their parts; a part in the wrong place is not announced at all.
#[test]
fn lists_and_tables_nest_as_the_standard_says() {
    documents().iter().for_each(|(name, document)| check_nesting(name, document));
}

// A cell is announced with its headings: rows of different lengths announce the wrong ones.
#[test]
fn tables_are_regular_and_have_headings() {
    documents().iter().for_each(|(name, document)| check_tables(name, document));
}

// What PDF/UA asks of the document as a whole, which readers use before the first word.
#[test]
fn the_document_says_its_title_language_and_that_it_is_tagged() {
    documents().iter().for_each(|(name, document)| check_document(name, document));
}

// A font that is not in the file is replaced on another computer, and the page with it.
#[test]
fn every_font_is_embedded_as_a_subset() {
    for (name, document) in documents() {
        let fonts: Vec<&Dictionary> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|d| d.has_type(b"FontDescriptor"))
            .collect();
        assert!((3..=4).contains(&fonts.len()), "{name}");
        for font in fonts {
            assert!(font.has(b"FontFile2") && self::name(font, b"FontName").as_bytes()[6] == b'+', "{name}: {font:?}");
        }
    }
}
