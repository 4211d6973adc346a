//! The sample practice: invented clients, read from `assets/sample/` and written as if their sessions had happened.

use std::{collections::BTreeMap, path::Path};

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta};
use include_dir::{Dir, include_dir};
use secure_base_model::{Factor, WrongAnswers};
use serde::Deserialize;

use crate::{
    Agreement, Attendance, ClientDraft, ClientId, ClientKind, Error, FilledBy, GoalDraft, GoalState, HandoutGift,
    HomeworkDraft, MeasureDraft, MeasureSaid, Mode, Now, Person, Practice, Result, SessionId, TaskPlan, client,
    details::Details,
    goal, handout, homework, markup, measure, note,
    practice::Plan,
    session, signature,
    transact::Change,
    vault::{KdfCost, RecoveryCode},
};

static SHIPPED: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../assets/sample");

/// The sample's passphrase: it guards nobody, so it is said on its lock screen.
pub const SAMPLE_PASSPHRASE: &str = "sample practice";

const PRACTICE_NAME: &str = "Sample practice";
/// How long a session of the sample takes, in minutes.
const LENGTH: u32 = 50;

/// An invented client and the course of the sessions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleClient {
    name: String,
    kind: ClientKind,
    pronouns: String,
    #[serde(default)]
    preferred_name: String,
    #[serde(default)]
    referral: String,
    #[serde(default)]
    safety: String,
    #[serde(default)]
    labels: Vec<String>,
    /// Whether the partners' safety was considered in the first session.
    #[serde(default)]
    partner_safety: bool,
    #[serde(default)]
    people: Vec<SamplePerson>,
    /// What the client wants, said in the first session.
    goal: Option<SampleGoal>,
    #[serde(rename = "session")]
    pub(crate) sessions: Vec<SampleSession>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SamplePerson {
    name: String,
    pronouns: String,
    relation: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SampleSession {
    days_ago: u64,
    time: String,
    pub(crate) note: String,
    /// How near the client's goal felt on that day.
    rating: Option<u32>,
    /// Forms that were filled in, by their keys, each with its answers as the records write them.
    #[serde(default)]
    measures: BTreeMap<String, String>,
    #[serde(default)]
    homework: Vec<SampleHomework>,
    #[serde(default)]
    handout: Vec<SampleHandout>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleGoal {
    words: String,
    factor: Option<Factor>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleHomework {
    task: String,
    factor: Option<Factor>,
    days: u64,
    done_after: Option<u64>,
    handout: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleHandout {
    id: String,
    format: String,
}

/// Says the title of a handout, and gives its file in a format; this crate knows handouts only by name.
pub type DescribeHandout<'a> = &'a dyn Fn(&str, &str) -> Result<(String, Vec<u8>)>;

impl SampleClient {
    /// The clients that ship with the program.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the file that does not parse.
    pub fn shipped() -> Result<Vec<SampleClient>> {
        let files = SHIPPED.files().filter(|file| file.path().extension().is_some_and(|e| e == "toml"));
        files.map(|file| Self::parse(file.contents_utf8().unwrap_or_default(), file.path())).collect()
    }

    fn parse(text: &str, path: &Path) -> Result<SampleClient> {
        toml::from_str(text).map_err(|why| Error::invalid(format!("{}: {why}", path.display())))
    }

    /// What the record says; the work began, and was agreed to, on the day of the first session.
    fn draft(&self, first: NaiveDate) -> ClientDraft {
        ClientDraft {
            name: self.name.clone(),
            kind: self.kind,
            pronouns: self.pronouns.clone(),
            preferred_name: self.preferred_name.clone(),
            referral: self.referral.clone(),
            safety: self.safety.clone(),
            labels: self.labels.clone(),
            began_on: Some(first),
            partner_safety_on: self.partner_safety.then_some(first),
            people: self.people.iter().map(SamplePerson::person).collect(),
            agreements: vec![Agreement { title: "Consent to therapy".into(), agreed_on: first, ended_on: None }],
            ..ClientDraft::default()
        }
    }

    fn write(&self, change: Change, describe: DescribeHandout) -> Result<()> {
        let first = self.sessions.first().map_or(Ok(change.now), |s| s.moment(change.now))?;
        let client = client::add(change.at(first), &self.draft(first.date_naive()))?;
        let written: Vec<SessionId> =
            self.sessions.iter().map(|session| session.write(change, client, describe)).collect::<Result<_>>()?;
        if let Some(goal) = &self.goal {
            self.write_goal(change, client, goal)?;
        }
        // All notes are signed but the last, which she is still at.
        let signed = self.sessions.iter().zip(written).rev().skip(1);
        signed.rev().try_for_each(|(session, id)| session.sign(change, id))
    }

    /// The goal is set in the first session, and rated in those that say so.
    fn write_goal(&self, change: Change, client: ClientId, SampleGoal { words, factor }: &SampleGoal) -> Result<()> {
        let moments = self.sessions.iter().map(|session| session.moment(change.now).map(|at| (at, session.rating)));
        let moments = moments.collect::<Result<Vec<_>>>()?;
        let first = moments.first().map_or(change.now, |(at, _)| *at);
        let draft = GoalDraft { words: words.clone(), factor: *factor, state: GoalState::Active };
        let goal = goal::add(change.at(first), client, &draft)?.id;
        let mut rated = moments.into_iter().filter_map(|(at, rating)| rating.map(|rating| (at, rating)));
        rated.try_for_each(|(at, rating)| goal::rate(change.at(at), goal, rating, at.date_naive()).map(drop))
    }
}

impl SamplePerson {
    fn person(&self) -> Person {
        let SamplePerson { name, pronouns, relation } = self.clone();
        Person { name, pronouns, relation, ..Person::default() }
    }
}

impl SampleSession {
    /// A day that falls on a weekend becomes the Friday before: nobody works on Sundays in the sample.
    fn moment(&self, now: Now) -> Result<Now> {
        let friday_at_the_latest = |day: NaiveDate| {
            day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().saturating_sub(4).into()))
        };
        let day = now.date_naive().checked_sub_days(Days::new(self.days_ago)).and_then(friday_at_the_latest);
        let time = NaiveTime::parse_from_str(&self.time, "%H:%M").ok();
        day.zip(time)
            .and_then(|(day, time)| day.and_time(time).and_local_timezone(*now.offset()).single())
            .ok_or_else(|| Error::invalid("A sample session has no such day or time."))
    }

    fn write(&self, change: Change, client: ClientId, describe: DescribeHandout) -> Result<SessionId> {
        let change = change.at(self.moment(change.now)?);
        let session = session::insert(change, client, &self.details(change, client)?)?;
        note::save(change, session, &markup::read(&self.note)?.to_json(), 0)?;
        for task in &self.homework {
            task.write(change, session)?;
        }
        for (form, answers) in &self.measures {
            write_measure(change, client, session, (form, answers))?;
        }
        for SampleHandout { id, format } in &self.handout {
            let (title, file) = describe(id, format)?;
            let (handout, format, paper) = (id.clone(), format.clone(), "a4".to_owned());
            let gift = HandoutGift { client, session: Some(session), handout, title, format, paper, file };
            handout::give(change, &gift)?;
        }
        Ok(session)
    }

    fn details(&self, change: Change, client: ClientId) -> Result<Details> {
        let (mode, attendance) = (Some(Mode::InPerson), Some(Attendance::Attended));
        Ok(Details { minutes: Some(LENGTH), mode, attendance, ..Details::beginning(change, client)? })
    }

    /// Signs its note an hour after it began.
    fn sign(&self, change: Change, session: SessionId) -> Result<()> {
        let change = change.at(self.moment(change.now)? + TimeDelta::hours(1));
        signature::sign(change, session, 1, PRACTICE_NAME)
    }
}

fn write_measure(change: Change, client: ClientId, session: SessionId, said: (&str, &str)) -> Result<()> {
    let answers = said.1.parse().map_err(|why: WrongAnswers| Error::invalid(why.to_string()))?;
    let said = MeasureSaid::Questionnaire { form: said.0.into(), answers };
    let (day, by, note) = (change.now.date_naive(), FilledBy::Client, String::new());
    measure::add(change, client, &MeasureDraft { session: Some(session), day, by, said, note }).map(drop)
}

impl SampleHomework {
    fn write(&self, change: Change, session: SessionId) -> Result<()> {
        let day = change.now.date_naive();
        let draft = HomeworkDraft {
            session,
            task: self.task.clone(),
            factor: self.factor,
            due: day.checked_add_days(Days::new(self.days)),
            handout: self.handout.clone(),
            plan: TaskPlan::default(),
        };
        let id = homework::assign(change, &draft, day)?;
        match self.done_after.and_then(|days| change.now.checked_add_days(Days::new(days))) {
            Some(done) => homework::mark_done(change.at(done), id),
            None => Ok(()),
        }
    }
}

impl Practice {
    /// Makes the sample practice: `clients`' sessions lie in the past of `now`.
    ///
    /// # Errors
    /// Those of [`Practice::create`], and what `describe` answers to a handout it does not know.
    pub fn create_sample(
        place: &Path,
        passphrase: &str,
        code: &RecoveryCode,
        clients: &[SampleClient],
        describe: DescribeHandout,
        now: Now,
    ) -> Result<Practice> {
        let plan = Plan { name: PRACTICE_NAME, sample: true, passphrase, code, cost: KdfCost::FLOOR };
        Self::create_filled(place, plan, now, |practice, _| {
            practice.transact(now, |change| clients.iter().try_for_each(|client| client.write(change, describe)))?;
            Ok(())
        })
    }
}
