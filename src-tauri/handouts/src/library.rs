//! The library: the articles, material and handouts that ship with the program, embedded in it.
//!
//! ```text
//! assets/library/articles.toml            the articles, by key
//! assets/library/material/<article>/*.md  material
//! assets/library/pictures/*.svg           pictures of models
//! assets/library/handouts/*.toml          compositions
//! assets/library/homework/*.toml          homework templates
//! assets/library/measures/*.toml          measures, which the model reads
//! ```

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use include_dir::{Dir, DirEntry, include_dir};

use crate::{
    Article, Error, Handout, HandoutSummary, HomeworkTemplate, Material, Picture, article, composition::Composition,
    filling::Filling,
};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../assets/library");

/// Articles, material and the handouts composed from them.
#[derive(Debug, Default)]
pub struct Library {
    articles: BTreeMap<String, Article>,
    material: BTreeMap<String, Material>,
    pictures: BTreeMap<String, Picture>,
    homework: BTreeMap<String, HomeworkTemplate>,
    handouts: BTreeMap<String, Handout>,
    /// The handouts' own files, for those who make one of their own of them.
    compositions: BTreeMap<String, String>,
    files: Vec<String>,
}

impl Library {
    /// The library that ships with the program, read once.
    pub fn shipped() -> Result<&'static Library, Error> {
        static SHIPPED: OnceLock<Library> = OnceLock::new();
        if let Some(library) = SHIPPED.get() {
            return Ok(library);
        }
        let library = Library::read(&files_in(&FILES))?;
        Ok(SHIPPED.get_or_init(|| library))
    }

    /// What a list of handouts shows, by id.
    pub fn summaries(&self) -> Vec<HandoutSummary> {
        self.handouts.values().map(Handout::summary).collect()
    }

    /// Every handout, by id.
    pub fn handouts(&self) -> impl Iterator<Item = &Handout> {
        self.handouts.values()
    }

    /// The handout with this id.
    pub fn handout(&self, id: &str) -> Result<&Handout, Error> {
        let unknown = || Error::UnknownHandout { id: id.into(), known: self.handouts.keys().cloned().collect() };
        self.handouts.get(id).ok_or_else(unknown)
    }

    /// The file that the handout with this id was composed from, as TOML.
    pub fn composition(&self, id: &str) -> Option<&str> {
        self.compositions.get(id).map(String::as_str)
    }

    /// The material with this id.
    pub fn material(&self, id: &str) -> Option<&Material> {
        self.material.get(id)
    }

    /// Every piece of material, by id.
    pub fn materials(&self) -> impl Iterator<Item = &Material> {
        self.material.values()
    }

    /// The homework templates, by id.
    pub fn homework_templates(&self) -> impl Iterator<Item = &HomeworkTemplate> {
        self.homework.values()
    }

    /// The homework template with this id.
    pub fn homework_template(&self, id: &str) -> Option<&HomeworkTemplate> {
        self.homework.get(id)
    }

    /// The picture with this id, which is its file's name.
    pub fn picture(&self, id: &str) -> Option<&Picture> {
        self.pictures.get(id)
    }

    /// Every picture with its id.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, &Picture)> {
        self.pictures.iter().map(|(id, picture)| (id.as_str(), picture))
    }

    /// The paths of the files it was read from, relative to the library's folder.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// A handout of one's own: a composition, in TOML, of this library's material.
    pub fn compose(&self, composition: &str) -> Result<Handout, Error> {
        let name = "the composition";
        Filling::fill(name, Composition::parse(name, composition)?, self)
    }

    /// The title of the article with this key.
    pub fn article_title(&self, key: &str) -> Option<&str> {
        self.articles.get(key).map(|article| article.title.as_str())
    }

    /// The article with this key, which `file` names.
    pub(crate) fn article(&self, file: &str, key: &str) -> Result<Article, Error> {
        let known = || self.articles.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let unknown = || Error::unusable(file, format!("there is no article \"{key}\"; choose one of: {}", known()));
        self.articles.get(key).cloned().ok_or_else(unknown)
    }

    /// Reads a library from its files: their paths in it, and their text.
    ///
    /// # Errors
    /// [`Error::Unusable`] and [`Error::UnknownMaterial`], with the file and what to do.
    pub fn read(files: &[(String, &str)]) -> Result<Library, Error> {
        let mut library = Library { files: files.iter().map(|(path, _)| path.clone()).collect(), ..Default::default() };
        let mut compositions = Vec::new();
        for (path, text) in files {
            match (path.split('/').next(), path.rsplit('.').next()) {
                (Some("articles.toml"), _) => library.articles = article::parse(path, text)?,
                (Some("material"), Some("md")) => library.add_material(path, Material::parse(path, text)?)?,
                (Some("pictures"), Some("svg")) => library.add_picture(path, text)?,
                (Some("homework"), Some("toml")) => library.add_homework(path, HomeworkTemplate::parse(path, text)?)?,
                // Read by the model, because the records score them too.
                (Some("measures"), Some("toml")) => {}
                (Some("handouts"), Some("toml")) => {
                    let composition = Composition::parse(path, text)?;
                    library.compositions.insert(composition.id.clone(), (*text).into());
                    compositions.push((path, composition));
                }
                _ => {
                    return Err(Error::unusable(
                        path,
                        "it is no part of a library; keep material, pictures, handouts and homework in their folders",
                    ));
                }
            }
        }
        library.check_material()?;
        for (path, composition) in compositions {
            library.add_handout(path, composition)?;
        }
        Ok(library)
    }

    fn add_material(&mut self, path: &str, material: Material) -> Result<(), Error> {
        expect_own_name(path, &material.id)?;
        let id = material.id.clone();
        match self.material.insert(id.clone(), material) {
            None => Ok(()),
            Some(_) => Err(Error::unusable(path, format!("the id \"{id}\" is taken by another file"))),
        }
    }

    fn add_picture(&mut self, path: &str, svg: &str) -> Result<(), Error> {
        self.pictures.insert(stem(path).into(), Picture::parse(path, svg)?);
        Ok(())
    }

    fn add_homework(&mut self, path: &str, template: HomeworkTemplate) -> Result<(), Error> {
        expect_own_name(path, &template.id)?;
        self.homework.insert(template.id.clone(), template);
        Ok(())
    }

    /// Material names an article and a picture that are there.
    fn check_material(&self) -> Result<(), Error> {
        for material in self.material.values() {
            let own = |path: &&String| path.starts_with("material/") && stem(path) == material.id;
            let file = self.files.iter().find(own).map_or("the material", String::as_str);
            self.article(file, &material.article)?;
            let missing = material.picture.as_ref().filter(|picture| !self.pictures.contains_key(*picture));
            if let Some(picture) = missing {
                return Err(Error::unusable(
                    file,
                    format!("there is no picture \"{picture}\"; add pictures/{picture}.svg"),
                ));
            }
        }
        Ok(())
    }

    fn add_handout(&mut self, path: &str, composition: Composition) -> Result<(), Error> {
        expect_own_name(path, &composition.id)?;
        let handout = Filling::fill(path, composition, self)?;
        let id = handout.id.clone();
        match self.handouts.insert(id.clone(), handout) {
            None => Ok(()),
            Some(_) => Err(Error::unusable(path, format!("the id \"{id}\" is taken by another file"))),
        }
    }
}

/// Every file under `dir` with its text, in the order of their paths.
fn files_in(dir: &'static Dir<'static>) -> Vec<(String, &'static str)> {
    let mut files: Vec<_> = dir
        .entries()
        .iter()
        .flat_map(|entry| match entry {
            DirEntry::Dir(dir) => files_in(dir),
            DirEntry::File(file) => file.contents_utf8().map(|text| (slashed(file.path()), text)).into_iter().collect(),
        })
        .collect();
    files.sort_unstable();
    files
}

/// A file's name without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// An id is found by its file's name, and a name is taken once only.
fn expect_own_name(path: &str, id: &str) -> Result<(), Error> {
    match stem(path) == id {
        true => Ok(()),
        false => Err(Error::unusable(path, format!("its id is \"{id}\"; give the file and the id one name"))),
    }
}

/// A path with slashes, whichever system the program was built on.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
