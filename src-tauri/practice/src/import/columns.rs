//! What the columns of a table are, and the words by which they are recognised.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ImportField {
    /// The whole name.
    Name,
    /// The first names.
    GivenName,
    /// The last name.
    FamilyName,
    /// The name to be called by.
    PreferredName,
    /// Pronouns.
    Pronouns,
    /// The day of birth.
    BirthDate,
    /// The phone number.
    Phone,
    /// The email address.
    Email,
    /// The address; several columns become several lines.
    Address,
    /// The emergency contact's name.
    EmergencyName,
    /// What the emergency contact is to the client.
    EmergencyRelation,
    /// The emergency contact's phone number.
    EmergencyPhone,
    /// How the client came.
    Referral,
    /// How far the work is, in a word.
    State,
    /// When the work began.
    BeganOn,
    /// When it ended.
    EndedOn,
    /// Labels, with commas or semicolons between them.
    Labels,
    /// Safety information.
    Safety,
    /// Individual, couple or family.
    Kind,
}

/// Words at the head of a column, in small letters and with nothing but letters, and what they say that it is.
const HEADS: [(ImportField, &[&str]); 19] = [
    (ImportField::Name, &["name", "fullname", "client", "clientname", "patient", "patientname", "displayname"]),
    (ImportField::GivenName, &["firstname", "givenname", "forename", "first", "given", "vorname", "prénom"]),
    (ImportField::FamilyName, &["lastname", "familyname", "surname", "last", "family", "nachname", "nom"]),
    (ImportField::PreferredName, &["preferredname", "preferred", "nickname", "knownas", "calledname", "goesby"]),
    (ImportField::Pronouns, &["pronouns", "pronoun"]),
    (
        ImportField::BirthDate,
        &["birthdate", "dateofbirth", "dob", "birthday", "born", "geburtsdatum", "datedenaissance"],
    ),
    (
        ImportField::Phone,
        &[
            "phone",
            "phonenumber",
            "telephone",
            "tel",
            "mobile",
            "mobilephone",
            "cell",
            "cellphone",
            "homephone",
            "telefon",
        ],
    ),
    (ImportField::Email, &["email", "emailaddress", "mail", "emailhome"]),
    (
        ImportField::Address,
        &[
            "address",
            "street",
            "streetaddress",
            "addressline",
            "city",
            "town",
            "state/province",
            "postcode",
            "zip",
            "zipcode",
            "postalcode",
            "country",
            "county",
            "adresse",
        ],
    ),
    (ImportField::EmergencyName, &["emergencycontact", "emergencyname", "emergencycontactname", "nextofkin"]),
    (
        ImportField::EmergencyRelation,
        &["emergencyrelation", "emergencyrelationship", "emergencycontactrelation", "emergencycontactrelationship"],
    ),
    (ImportField::EmergencyPhone, &["emergencyphone", "emergencycontactphone", "emergencynumber", "nextofkinphone"]),
    (ImportField::Referral, &["referral", "referredby", "referralsource", "source", "referrer"]),
    (ImportField::State, &["status", "state", "clientstatus"]),
    (
        ImportField::BeganOn,
        &["began", "beganon", "start", "startdate", "started", "since", "intakedate", "firstsession"],
    ),
    (ImportField::EndedOn, &["ended", "endedon", "end", "enddate", "closed", "discharged", "dischargedate"]),
    (ImportField::Labels, &["labels", "label", "tags", "tag", "groups", "group", "category", "categories"]),
    (ImportField::Safety, &["safety", "safetyinformation", "risk", "riskalert", "alert", "alerts"]),
    (ImportField::Kind, &["kind", "type", "clienttype"]),
];

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    /// The first cell, by which it may be named.
    pub head: String,
    /// What stands in the first rows after that, without empty cells.
    pub samples: Vec<String>,
    /// What it seems to be.
    pub field: Option<ImportField>,
}

/// What a column with this head seems to be.
pub(super) fn recognised(head: &str) -> Option<ImportField> {
    let head: String = head.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    HEADS.iter().find(|(_, words)| words.contains(&head.as_str())).map(|(field, _)| *field)
}
