//! Tags: the structure as PDF's structure tree, with the way back from each marked stretch to its element.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::text_string;
use crate::{Element, ElementId, Error, Pages, PrintField, Role, Scope};

/// Where each element's content is.
pub(crate) struct Marks {
    /// The element of every mark of each page, in the order of the marks.
    on_pages: Vec<Vec<ElementId>>,
    /// Page and mark, in drawing order.
    of_element: BTreeMap<ElementId, Vec<(usize, i64)>>,
}

impl Marks {
    /// From the element of every mark of each page, in the order of the marks.
    pub fn new(on_pages: Vec<Vec<ElementId>>) -> Self {
        let mut of_element: BTreeMap<ElementId, Vec<(usize, i64)>> = BTreeMap::new();
        for (page, elements) in on_pages.iter().enumerate() {
            for (element, mark) in elements.iter().zip(0..) {
                of_element.entry(*element).or_default().push((page, mark));
            }
        }
        Marks { on_pages, of_element }
    }

    fn of(&self, element: ElementId) -> &[(usize, i64)] {
        self.of_element.get(&element).map_or(&[], Vec::as_slice)
    }
}

/// Adds the structure tree; the object of each element, by its index.
pub(crate) fn add(
    document: &mut Document,
    page_ids: &[ObjectId],
    pages: &Pages,
    marks: &Marks,
) -> Result<Vec<ObjectId>, Error> {
    let root = document.new_object_id();
    let objects: Vec<ObjectId> = pages.structure.elements.iter().map(|_| document.new_object_id()).collect();
    let tree = Tree { root, objects, page_ids, pages, marks, within: within(pages), labels: labels(pages) };
    for index in 0..tree.objects.len() {
        document.set_object(tree.objects[index], tree.element(ElementId(index)));
    }
    let parents = tree.parent_tree();
    document.set_object(
        root,
        dictionary! { "Type" => "StructTreeRoot", "K" => tree.objects[0], "ParentTree" => parents,
        "ParentTreeNextKey" => page_ids.len() as i64 },
    );
    for (index, id) in page_ids.iter().enumerate() {
        let page = document.get_dictionary_mut(*id).map_err(Error::pdf)?;
        page.set("StructParents", index as i64);
        page.set("Tabs", "S");
        page.remove(b"Annots");
    }
    let catalog = document.catalog_mut().map_err(Error::pdf)?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(tree.objects)
}

struct Tree<'a> {
    root: ObjectId,
    objects: Vec<ObjectId>,
    page_ids: &'a [ObjectId],
    pages: &'a Pages,
    marks: &'a Marks,
    /// The elements within each element.
    within: Vec<Vec<usize>>,
    /// How the first label of each list begins.
    labels: BTreeMap<ElementId, char>,
}

fn within(pages: &Pages) -> Vec<Vec<usize>> {
    let elements = &pages.structure.elements;
    let mut within = vec![Vec::new(); elements.len()];
    for (index, element) in elements.iter().enumerate() {
        if let Some(parent) = element.parent {
            within[parent.0].push(index);
        }
    }
    within
}

fn labels(pages: &Pages) -> BTreeMap<ElementId, char> {
    let elements = &pages.structure.elements;
    let mut labels = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let (crate::Ink::Text(run), Some(id)) = (&item.ink, item.element) else { continue };
        if elements[id.0].role != Role::Lbl {
            continue;
        }
        let list = elements[id.0].parent.and_then(|item| elements[item.0].parent);
        if let Some((list, first)) = list.zip(run.text().chars().next()) {
            labels.entry(list).or_insert(first);
        }
    }
    labels
}

impl Tree<'_> {
    fn element(&self, id: ElementId) -> Dictionary {
        let element = &self.pages.structure.elements[id.0];
        let parent = element.parent.map_or(self.root, |parent| self.objects[parent.0]);
        let mut tag = dictionary! { "S" => element.role.name(), "P" => parent, "K" => self.kids(id) };
        if let Some((page, _)) = self.marks.of(id).first() {
            tag.set("Pg", self.page_ids[*page]);
        }
        if let Some(alt) = &element.alt {
            tag.set("Alt", text_string(alt));
        }
        if let Some(attributes) = self.attributes(id, element) {
            tag.set("A", attributes);
        }
        tag
    }

    /// An element's own marks, then the elements within it: no element of ours mixes the two.
    fn kids(&self, id: ElementId) -> Object {
        let marks = self.marks.of(id);
        let first = marks.first().map(|(page, _)| *page);
        let marked = marks.iter().map(|(page, mark)| match first == Some(*page) {
            true => Object::Integer(*mark),
            false => dictionary! { "Type" => "MCR", "Pg" => self.page_ids[*page], "MCID" => *mark }.into(),
        });
        let within = self.within[id.0].iter().map(|index| self.objects[*index].into());
        marked.chain(within).collect::<Vec<Object>>().into()
    }

    fn attributes(&self, id: ElementId, element: &Element) -> Option<Dictionary> {
        match element.role {
            Role::TH(scope) => {
                let scope = match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                };
                Some(dictionary! { "O" => "Table", "Scope" => scope })
            }
            Role::L => Some(dictionary! { "O" => "List", "ListNumbering" => self.numbering(id) }),
            Role::Figure => {
                self.bounds(id).map(|bounds| dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds })
            }
            Role::Form(field) => Some(print_field(field, element.alt.as_deref().unwrap_or_default())),
            _ => None,
        }
    }

    /// What stands before a list's items: numbers, bullets or nothing of the kind.
    fn numbering(&self, list: ElementId) -> &'static str {
        match self.labels.get(&list) {
            Some('•') => "Disc",
            Some(first) if first.is_ascii_digit() => "Decimal",
            _ => "None",
        }
    }

    /// The smallest rectangle around a figure, counted from the bottom of its page.
    fn bounds(&self, id: ElementId) -> Option<Vec<Object>> {
        let (index, _) = self.marks.of(id).first()?;
        let page = &self.pages.pages[*index];
        let own = page.items.iter().filter(|item| item.element == Some(id));
        let area = own.map(crate::Item::bounds).reduce(|a, b| a.around(&b))?;
        let edges = [area.left, page.height - area.bottom, area.right, page.height - area.top];
        Some(edges.iter().map(|edge| Object::Real((edge * 100.0).round() / 100.0)).collect())
    }

    fn parent_tree(&self) -> Dictionary {
        let pages = self.marks.on_pages.iter().enumerate().flat_map(|(page, elements)| {
            let parents = elements.iter().map(|element| self.objects[element.0].into());
            [Object::Integer(page as i64), parents.collect::<Vec<Object>>().into()]
        });
        dictionary! { "Nums" => pages.collect::<Vec<Object>>() }
    }
}

fn print_field(field: PrintField, what: &str) -> Dictionary {
    match field {
        PrintField::Text => dictionary! { "O" => "PrintField", "Role" => "tv", "Desc" => text_string(what) },
        PrintField::Tick => {
            dictionary! { "O" => "PrintField", "Role" => "cb", "checked" => "off", "Desc" => text_string(what) }
        }
    }
}
