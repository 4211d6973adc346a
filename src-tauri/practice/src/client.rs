//! Clients: a person, a couple or a family, and what is known of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use crate::tidy::{tidy_line, tidy_name};
use crate::{
    Agreement, Changed, ClientId, ClientKind, ClientState, Error, GivenHandout, Homework, Now, Person, Practice,
    Record, Result, SessionLine, Verb, agreement, client_row,
    label::{self, Spellings},
    person, tidy,
    tidy::LONGEST_LINE,
    transact::Change,
};

/// The longest address, in characters.
const LONGEST_ADDRESS: usize = 2_000;
/// The longest safety information, in characters: a page.
const LONGEST_SAFETY: usize = 5_000;

/// Whom to call when it cannot wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EmergencyContact {
    /// May be empty.
    pub name: String,
    /// What this person is to the client; may be empty.
    pub relation: String,
    /// May be empty.
    pub phone: String,
}

/// What the clinician fills in; all but the name may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct ClientDraft {
    /// The name on record, 1 to 300 characters.
    pub name: String,
    /// Who comes.
    pub kind: ClientKind,
    /// Free words.
    pub pronouns: String,
    /// The name to be called by, where it is another.
    pub preferred_name: String,
    /// The day of birth: neither in the future nor before 1900.
    pub birth_date: Option<NaiveDate>,
    /// Free words.
    pub phone: String,
    /// Free words.
    pub email: String,
    /// Several lines.
    pub address: String,
    /// Whom to call when it cannot wait.
    pub emergency: EmergencyContact,
    /// How the client came here.
    pub referral: String,
    /// How far the work is.
    pub state: ClientState,
    /// When the work began.
    pub began_on: Option<NaiveDate>,
    /// When it ended.
    pub ended_on: Option<NaiveDate>,
    /// What whoever opens this record must know; several lines.
    pub safety: String,
    /// The day on which the partners' safety was considered.
    pub partner_safety_on: Option<NaiveDate>,
    /// Words of the clinician's own.
    pub labels: Vec<String>,
    /// Who belongs to the case.
    pub people: Vec<Person>,
    /// Consent and other agreements.
    pub agreements: Vec<Agreement>,
}

/// A client on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// The client's number.
    pub id: ClientId,
    /// The name on record.
    pub name: String,
    /// Who comes.
    pub kind: ClientKind,
    /// Free words; may be empty, like all texts that follow.
    pub pronouns: String,
    /// When the record was made.
    pub added_at: DateTime<Utc>,
    /// The name to be called by, where it is another.
    pub preferred_name: String,
    /// The day of birth.
    pub birth_date: Option<NaiveDate>,
    /// Free words.
    pub phone: String,
    /// Free words.
    pub email: String,
    /// Several lines.
    pub address: String,
    /// Whom to call when it cannot wait.
    pub emergency: EmergencyContact,
    /// How the client came here.
    pub referral: String,
    /// How far the work is.
    pub state: ClientState,
    /// When the work began.
    pub began_on: Option<NaiveDate>,
    /// When it ended.
    pub ended_on: Option<NaiveDate>,
    /// What whoever opens this record must know; several lines.
    pub safety: String,
    /// The day on which the partners' safety was considered.
    pub partner_safety_on: Option<NaiveDate>,
    /// Words of the clinician's own, by the alphabet.
    pub labels: Vec<String>,
    /// Who belongs to the case.
    pub people: Vec<Person>,
    /// Consent and other agreements, the earliest first.
    pub agreements: Vec<Agreement>,
}

/// Everything on a client's page.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClientPage {
    /// The client.
    pub client: Client,
    /// The course, newest first.
    pub sessions: Vec<SessionLine>,
    /// All tasks, open first, then newest first.
    pub homework: Vec<Homework>,
    /// All handouts given, newest first.
    pub handouts: Vec<GivenHandout>,
}

/// The draft fit to be kept, or what is wrong with it.
pub(crate) fn tidied(draft: &ClientDraft, now: Now) -> Result<ClientDraft> {
    let EmergencyContact { name, relation, phone } = &draft.emergency;
    tidy::past(draft.birth_date, "The birth date", now)?;
    tidy::past(draft.partner_safety_on, "The day on which safety was considered", now)?;
    tidy::possible(draft.began_on, "The beginning of the work")?;
    tidy::possible(draft.ended_on, "The end of the work")?;
    tidy::in_order(draft.began_on, draft.ended_on, "The work")?;
    Ok(ClientDraft {
        name: tidy_name(&draft.name, LONGEST_LINE, "The client")?,
        pronouns: tidy::short(&draft.pronouns, "The field for pronouns")?,
        preferred_name: tidy::short(&draft.preferred_name, "The preferred name")?,
        phone: tidy::short(&draft.phone, "The phone number")?,
        email: tidy::short(&draft.email, "The email address")?,
        address: tidy::long(&draft.address, LONGEST_ADDRESS, "The address")?,
        emergency: EmergencyContact {
            name: tidy::short(name, "The name of the emergency contact")?,
            relation: tidy::short(relation, "The relation of the emergency contact")?,
            phone: tidy::short(phone, "The phone number of the emergency contact")?,
        },
        referral: tidy::short(&draft.referral, "The referral")?,
        safety: tidy::long(&draft.safety, LONGEST_SAFETY, "The safety information")?,
        labels: label::tidied(&draft.labels)?,
        people: person::tidied(&draft.people, now)?,
        agreements: agreement::tidied(&draft.agreements, now)?,
        ..*draft
    })
}

/// Adds a client; the draft may be as it was typed.
pub(crate) fn add(change: Change, draft: &ClientDraft) -> Result<ClientId> {
    let draft = tidied(draft, change.now)?;
    insert(change, &draft, &mut Spellings::load(change.db)?)
}

/// Adds a client from a draft that is fit to be kept.
pub(crate) fn insert(change: Change, draft: &ClientDraft, spellings: &mut Spellings) -> Result<ClientId> {
    let id = client_row::insert(change, draft)?;
    // Most have none, and of a new client there is nothing to take away first: a long list is added the sooner.
    if !draft.labels.is_empty() {
        label::add(change, id, &draft.labels, spellings)?;
    }
    if !draft.people.is_empty() {
        person::save(change, id, &draft.people)?;
    }
    if !draft.agreements.is_empty() {
        agreement::save(change, id, &draft.agreements)?;
    }
    change.touch(Verb::Added, Record::Client(id))?;
    Ok(id)
}

fn update(change: Change, id: ClientId, draft: &ClientDraft) -> Result<()> {
    let draft = tidied(draft, change.now)?;
    client_row::update(change, id, &draft)?;
    // Its own old spelling of a label must not stand in the way of a new one.
    label::save(change, id, &[], &mut Spellings::load(change.db)?)?;
    label::save(change, id, &draft.labels, &mut Spellings::load(change.db)?)?;
    person::save(change, id, &draft.people)?;
    agreement::save(change, id, &draft.agreements)?;
    change.touch(Verb::Changed, Record::Client(id))
}

impl Practice {
    /// Adds a client.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the draft breaks a rule: it says which.
    pub fn add_client(&mut self, draft: &ClientDraft, now: Now) -> Result<Changed<Client>> {
        let added = self.transact(now, |change| add(change, draft))?;
        Ok(Changed { value: self.client(added.value)?, touched: added.touched })
    }

    /// Makes a client's record say what the draft says, and nothing else: people, agreements and labels that are not in it go.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the draft breaks a rule: it says which; [`Error::NotFound`].
    pub fn change_client(&mut self, id: ClientId, draft: &ClientDraft, now: Now) -> Result<Changed<Client>> {
        let changed = self.transact(now, |change| update(change, id, draft))?;
        Ok(Changed { value: self.client(id)?, touched: changed.touched })
    }

    /// Writes down that the partners' safety was considered on the day of `now`.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn consider_partner_safety(&mut self, id: ClientId, now: Now) -> Result<Changed<Client>> {
        let changed = self.transact(now, |change| {
            let sql = "UPDATE client SET partner_safety_on = ?2 WHERE id = ?1 AND removed_at IS NULL";
            if change.db.execute(sql, (id, now.date_naive()))? == 0 {
                return Err(Error::NotFound("client"));
            }
            change.touch(Verb::Changed, Record::Client(id))
        })?;
        Ok(Changed { value: self.client(id)?, touched: changed.touched })
    }

    /// One client.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn client(&self, id: ClientId) -> Result<Client> {
        let found = client_row::find(&self.db, id)?.ok_or(Error::NotFound("client"))?;
        Ok(Client {
            labels: label::of(&self.db, id)?,
            people: person::of(&self.db, id)?,
            agreements: agreement::of(&self.db, id)?,
            ..found
        })
    }

    /// A client's page.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn client_page(&self, id: ClientId) -> Result<ClientPage> {
        Ok(ClientPage {
            client: self.client(id)?,
            sessions: self.sessions_of(id)?,
            homework: self.homework_of(id)?,
            handouts: self.handouts_of(id)?,
        })
    }
}
