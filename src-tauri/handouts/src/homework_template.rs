//! A homework template: something small to do between two sessions, as it is offered to a clinician.

use secure_base_model::{Aspect, Factor};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Error, composition::is_kebab_case};

/// Homework as the library suggests it: `homework/<id>.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct HomeworkTemplate {
    /// Its kebab-case id.
    pub id: String,
    /// What a clinician picks it by.
    pub title: String,
    /// What to do, said to the client.
    pub what: String,
    /// Why it helps, in one sentence.
    pub why: String,
    /// When to do it: "after breakfast".
    pub when: String,
    /// How often: "once a day".
    pub often: String,
    /// How many minutes it takes at most.
    pub minutes: u16,
    /// The factor it works on, if one.
    pub factor: Option<Factor>,
    /// The aspect it works on, if one.
    pub aspect: Option<Aspect>,
    /// Whether it needs a partner who is safe.
    #[serde(default)]
    pub partner: bool,
}

impl HomeworkTemplate {
    /// Reads a template; `file` is its path in the library, for error messages.
    ///
    /// # Errors
    /// [`Error::Unusable`] with what to mend.
    pub fn parse(file: &str, text: &str) -> Result<Self, Error> {
        let template: HomeworkTemplate = toml::from_str(text).map_err(|error| Error::unusable(file, error))?;
        match template.fault() {
            Some(fault) => Err(Error::unusable(file, fault)),
            None => Ok(template),
        }
    }

    fn fault(&self) -> Option<String> {
        if !is_kebab_case(&self.id) {
            return Some(format!("the id \"{}\" must be small letters, digits and single hyphens", self.id));
        }
        let texts = [
            ("title", &self.title),
            ("what", &self.what),
            ("why", &self.why),
            ("when", &self.when),
            ("often", &self.often),
        ];
        let empty = texts.iter().find(|(_, text)| text.trim().is_empty());
        if let Some((name, _)) = empty {
            return Some(format!("\"{name}\" is empty; write it for the client"));
        }
        (self.minutes == 0).then(|| "\"minutes\" is 0; say how long it takes at most".into())
    }
}
