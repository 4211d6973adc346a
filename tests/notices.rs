//! The licences of everything that is shipped, as the window shows them, follow what is built in.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

const NOTICES: &str = "assets/notices.json";
const PLATFORM: &str = "x86_64-unknown-linux-gnu";
/// What lies within the sources of a package, under a licence of its own: the package, the file, the name.
const WITHIN: [(&str, &str, &str); 1] = [("libsqlite3-sys", "sqlcipher/LICENSE", "SQLCipher")];
/// Fonts whose licence lies beside them.
const FONTS: [(&str, &str); 3] = [
    ("Atkinson Hyperlegible Next", "AtkinsonHyperlegibleNext-OFL.txt"),
    ("Noto Sans", "NotoSans-OFL.txt"),
    ("Source Serif 4", "SourceSerif4-OFL.txt"),
];

// A program that is given away without the licences of its parts breaks them.
#[test]
fn the_notices_name_everything_that_is_built_in() {
    let (fresh, committed) = (notices().expect("the notices"), Path::new(env!("CARGO_MANIFEST_DIR")).join(NOTICES));
    if std::env::var_os("UPDATE_NOTICES").is_some() {
        fs::write(&committed, &fresh).expect("the notices are written");
    }
    assert!(fs::read_to_string(&committed).unwrap_or_default() == fresh, "{NOTICES} is stale: run `make notices`");
}

/// A part of the program: its name and version, and its licence in short.
type Part = (String, String, String);

/// Parts and the texts of their licences, each text once.
#[derive(Default)]
struct Notices {
    parts: BTreeMap<Part, BTreeSet<String>>,
}

impl Notices {
    fn add(&mut self, name: &str, version: &str, licence: &str, texts: BTreeSet<String>) {
        self.parts.entry((name.into(), version.into(), licence.into())).or_default().extend(texts);
    }

    fn written(self) -> serde_json::Result<String> {
        let all: Vec<&String> = self.parts.values().flatten().collect::<BTreeSet<_>>().into_iter().collect();
        let place = |text: &String| all.binary_search(&text).expect("every text is among all");
        let parts: Vec<Value> = self
            .parts
            .iter()
            .map(|((name, version, licence), texts)| {
                let texts: Vec<usize> = texts.iter().map(place).collect();
                json!({"name": name, "version": version, "licence": licence, "texts": texts})
            })
            .collect();
        Ok(serde_json::to_string_pretty(&json!({"parts": parts, "texts": all}))? + "\n")
    }
}

fn notices() -> Result<String, Box<dyn std::error::Error>> {
    let mut notices = Notices::default();
    for Package { name, version, licence, folder } in crates()?.into_iter().chain(packages()?) {
        notices.add(&name, &version, &licence, texts(&folder, &licence)?);
        for (_, file, part) in WITHIN.iter().filter(|(package, ..)| *package == name) {
            notices.add(part, "", "BSD-3-Clause", [fs::read_to_string(folder.join(file))?].into());
        }
    }
    for (font, file) in FONTS {
        let text = fs::read_to_string(Path::new("assets/fonts").join(file))?;
        notices.add(font, "", "OFL-1.1", [text].into());
    }
    Ok(notices.written()?)
}

/// What somebody else made and keeps in a folder of its own.
struct Package {
    name: String,
    version: String,
    licence: String,
    folder: PathBuf,
}

impl Package {
    fn of(name: &str, about: &Value, folder: &Path) -> Package {
        let text = |key: &str| about[key].as_str().unwrap_or_default().to_owned();
        Package { name: name.into(), version: text("version"), licence: text("license"), folder: folder.into() }
    }
}

/// The packages that the program is built from, without those that only build or test it.
fn crates() -> Result<Vec<Package>, Box<dyn std::error::Error>> {
    let asked = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", PLATFORM];
    let metadata: Value = serde_json::from_slice(&Command::new(env!("CARGO")).args(asked).output()?.stdout)?;
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        let each = |one: &Value| (one["id"].as_str().unwrap_or_default().to_owned(), one.clone());
        list.as_array().into_iter().flatten().map(each).collect()
    };
    let (packages, nodes) = (by_id(&metadata["packages"]), by_id(&metadata["resolve"]["nodes"]));
    let mut found = BTreeSet::new();
    let mut waiting: Vec<String> = metadata["resolve"]["root"].as_str().map(str::to_owned).into_iter().collect();
    while let Some(id) = waiting.pop() {
        let needs = nodes.get(&id).and_then(|node| node["deps"].as_array()).into_iter().flatten();
        let built_in = |need: &&Value| need["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(is_normal));
        waiting.extend(
            needs
                .filter(built_in)
                .filter_map(|need| Some(need["pkg"].as_str()?.to_owned()))
                .filter(|need| !found.contains(need)),
        );
        found.insert(id);
    }
    let package = |about: &Value| {
        let [name, manifest] = ["name", "manifest_path"].map(|key| about[key].as_str().unwrap_or_default());
        let others = !name.starts_with("secure-base");
        Some(Package::of(name, about, Path::new(manifest).parent()?)).filter(|_| others)
    };
    Ok(found.iter().filter_map(|id| packages.get(id)).filter_map(package).collect())
}

fn is_normal(kind: &Value) -> bool {
    kind["kind"].is_null()
}

/// The packages of the window: those that are needed to run it, and Svelte, which is compiled into it.
fn packages() -> Result<Vec<Package>, Box<dyn std::error::Error>> {
    let lock: Value = serde_json::from_str(&fs::read_to_string("ui/package-lock.json")?)?;
    let all = lock["packages"].as_object().into_iter().flatten();
    let package = |(place, about): (&String, &Value)| {
        let (_, name) = place.rsplit_once("node_modules/")?;
        let shipped = name == "svelte" || !about["dev"].as_bool().unwrap_or_default();
        Some(Package::of(name, about, &Path::new("ui").join(place))).filter(|_| shipped)
    };
    Ok(all.filter_map(package).collect())
}

/// The licences in a package's folder. Where one may choose, the MIT licence is enough.
fn texts(folder: &Path, licence: &str) -> std::io::Result<BTreeSet<String>> {
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<std::io::Result<_>>()?;
    names.retain(|name| {
        let small = name.to_lowercase();
        ["licen", "copying", "notice", "unlicense"].iter().any(|start| small.starts_with(start))
            && folder.join(name).is_file()
    });
    let choice = licence.contains("OR") || licence.contains('/');
    let mit = |name: &String| name.to_lowercase().contains("mit");
    if choice && names.iter().any(mit) {
        names.retain(mit);
    }
    names
        .iter()
        .map(|name| Ok(fs::read_to_string(folder.join(name))?.replace("\r\n", "\n").trim().to_owned()))
        .collect()
}
