//! The large practice that several figures share: made once, kept for the next run as long as the records keep their shape.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use chrono::Local;
use secure_base_practice::{Now, Practice, SeedSize, SessionId, vault::RecoveryCode};
use serde_json::json;

use crate::{Bench, Result, plain::SCHEMA};

/// What opens it.
pub const PASSPHRASE: &str = "lantern copper meadow violin";
/// So many notes hold words that no other note has.
pub const RARE: usize = 5;

/// A practice on disk.
pub struct Seeded {
    /// Its folder.
    pub place: PathBuf,
    /// How many notes it has.
    pub notes: u32,
    /// The moment that it was made for.
    pub now: Now,
}

impl Seeded {
    /// The practice with so many notes of 250 words, fifty for each client.
    pub fn of(bench: &Bench, notes: u32) -> Result<Seeded> {
        let folder = bench.out.join(format!("seeded-{notes}"));
        let (place, stamp) = (folder.join("practice"), folder.join("stamp"));
        let seeded = Seeded { place, notes, now: Local::now().fixed_offset() };
        if fs::read_to_string(&stamp).is_ok_and(|kept| kept == self::stamp()) {
            return Ok(seeded);
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        eprintln!("Making a practice of {notes} notes, which is kept for the next run");
        let size = SeedSize { clients: (notes / 50).max(1), sessions: notes, seed: 1 };
        let code = RecoveryCode::random()?;
        let mut practice = Practice::create_seeded(&seeded.place, PASSPHRASE, &code, size, seeded.now)?;
        for (n, session) in spread(&practice, RARE)?.into_iter().enumerate() {
            let revision = practice.note(session)?.revision;
            practice.save_note(session, &rare_note(n), revision, seeded.now)?;
        }
        drop(practice);
        fs::write(stamp, self::stamp())?;
        Ok(seeded)
    }

    /// The same with so many tasks in all, each agreed in one of its sessions: one in five is open.
    pub fn with_tasks(bench: &Bench, notes: u32, tasks: u32) -> Result<Seeded> {
        let plain = Seeded::of(bench, notes)?;
        let folder = bench.out.join(format!("seeded-{notes}-{tasks}"));
        let (place, stamp) = (folder.join("practice"), folder.join("stamp"));
        let seeded = Seeded { place, notes, now: plain.now };
        if fs::read_to_string(&stamp).is_ok_and(|kept| kept == self::stamp()) {
            return Ok(seeded);
        }
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        plain.copy(&seeded.place)?;
        eprintln!("Adding tasks until there are {tasks}, which is kept for the next run");
        seeded.open()?.seed_tasks(tasks, 1, seeded.now)?;
        fs::write(stamp, self::stamp())?;
        Ok(seeded)
    }

    /// Opens it.
    pub fn open(&self) -> Result<Practice> {
        Ok(Practice::unlock(&self.place, PASSPHRASE, self.now)?)
    }

    /// Copies it to another folder, for a figure that changes it.
    pub fn copy(&self, to: &Path) -> Result<()> {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(&self.place)? {
            let path = entry?.path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                fs::copy(&path, to.join(name))?;
            }
        }
        Ok(())
    }
}

/// Tells one shape of the records from another.
fn stamp() -> String {
    let mut hasher = DefaultHasher::new();
    (SCHEMA, RARE).hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// Some sessions, from clients all over the list.
pub fn spread(practice: &Practice, count: usize) -> Result<Vec<SessionId>> {
    let clients = practice.clients("")?;
    let mut found = Vec::new();
    for n in 0..count {
        let client = &clients[n * clients.len() / count];
        let sessions = practice.client_page(client.id)?.sessions;
        found.extend(sessions.get(n * 7 % sessions.len().max(1)).map(|session| session.id));
    }
    Ok(found)
}

fn rare_note(n: usize) -> String {
    let words = format!("They spoke of zeppelins, and of quagga{n} for an hour. ");
    let mark = json!([{"type": "tag", "attrs": {"passage": "rare", "factor": "S", "aspect": "shows"}}]);
    let tagged = json!({"type": "text", "text": "A marzipan feeling", "marks": mark});
    let text = json!({"type": "text", "text": words.repeat(20)});
    json!({"type": "doc", "content": [{"type": "paragraph", "content": [text, tagged]}]}).to_string()
}
