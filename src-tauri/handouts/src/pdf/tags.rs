//! Tags: the structure as PDF's structure tree, with the way back from each marked stretch to its element.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::text_string;
use crate::{Element, ElementId, Error, Pages, PrintField, Role, Scope};

/// Where each element's content is: page and mark, in drawing order.
#[derive(Default)]
pub(crate) struct Marks {
    of_element: BTreeMap<ElementId, Vec<(usize, i64)>>,
}

impl Marks {
    /// Notes that mark `mark` of page `page` is content of `element`.
    pub fn note(&mut self, element: ElementId, page: usize, mark: i64) {
        self.of_element.entry(element).or_default().push((page, mark));
    }

    fn of(&self, element: ElementId) -> &[(usize, i64)] {
        self.of_element.get(&element).map_or(&[], Vec::as_slice)
    }

    /// The element of every mark of `page`, in the order of the marks.
    fn on_page(&self, page: usize) -> Vec<ElementId> {
        let on_page = |(element, marks): (&ElementId, &Vec<(usize, i64)>)| {
            marks.iter().filter(|(at, _)| *at == page).map(|(_, mark)| (*mark, *element)).collect::<Vec<_>>()
        };
        let mut found: Vec<_> = self.of_element.iter().flat_map(on_page).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, element)| element).collect()
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
    let tree = Tree { root, objects, page_ids, pages, marks };
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
}

impl Tree<'_> {
    fn element(&self, id: ElementId) -> Dictionary {
        let element = &self.pages.structure.elements[id.0];
        let parent = element.parent.map_or(self.root, |parent| self.objects[parent.0]);
        let mut tag =
            dictionary! { "Type" => "StructElem", "S" => element.role.name(), "P" => parent, "K" => self.kids(id) };
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
        let within = self.pages.structure.elements.iter().enumerate().filter(|(_, element)| element.parent == Some(id));
        marked.chain(within.map(|(index, _)| self.objects[index].into())).collect::<Vec<Object>>().into()
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
        let elements = &self.pages.structure.elements;
        let in_list = |id: ElementId| elements[id.0].parent.and_then(|item| elements[item.0].parent) == Some(list);
        let words =
            self.pages.pages.iter().flat_map(|page| &page.items).find_map(|item| match (&item.ink, item.element) {
                (crate::Ink::Text(run), Some(id)) if elements[id.0].role == Role::Lbl && in_list(id) => {
                    Some(run.text())
                }
                _ => None,
            });
        match words.as_deref().and_then(|words| words.chars().next()) {
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
        let pages = (0..self.page_ids.len()).flat_map(|page| {
            let parents = self.marks.on_page(page).into_iter().map(|element| self.objects[element.0].into());
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
