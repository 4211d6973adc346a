//! What of an archive is for people: the notes as Markdown, a file a client, and what to read first. Nothing of it is read back.

use super::{
    manifest::{NOTES, ProcessNotes},
    write::Writer,
};
use crate::{ClientId, Now, Practice, Result, SessionId, SessionPage};

/// Puts a session's note, with its signature and addenda, into Markdown.
pub type DescribeNote<'a> = &'a dyn Fn(&SessionPage) -> Result<String>;

/// The notes of everybody who is not in the trash, and a list of whose notes are where. The files are named by numbers.
pub(super) fn write(practice: &Practice, writer: &mut Writer, describe: DescribeNote) -> Result<()> {
    let mut clients = practice.db.prepare("SELECT id, name FROM client WHERE removed_at IS NULL ORDER BY id")?;
    let mut clients = clients.query([])?;
    let list = format!("{NOTES}/clients.md");
    let mut index = writer.begin(&list)?;
    index.put("# Whose notes are where\n\n")?;
    while let Some(row) = clients.next()? {
        let (client, name): (ClientId, String) = (row.get(0)?, row.get(1)?);
        let file = format!("client-{}.md", client.number());
        index.put(&format!("- {file}: {}\n", name.replace('\n', " ")))?;
        let file = format!("{NOTES}/{file}");
        let mut sink = writer.begin(&file)?;
        for session in sessions(practice, client)? {
            let page = practice.session_page(session)?;
            match &page.note.unreadable {
                None => sink.put(&describe(&page)?)?,
                // As in the window: why, and the words that can be made out.
                Some(unreadable) => sink.put(&format!(
                    "# Session {}\n\n{} Its words, without their order:\n\n{}\n",
                    page.session.number, unreadable.why, unreadable.text
                ))?,
            }
            sink.put("\n---\n\n")?;
            writer.count()?;
        }
        writer.end(&file, sink, None)?;
    }
    writer.end(&list, index, None)
}

/// A client's sessions in the order of their days.
fn sessions(practice: &Practice, client: ClientId) -> Result<Vec<SessionId>> {
    let mut query = practice
        .db
        .prepare_cached("SELECT id FROM session WHERE client = ?1 AND removed_at IS NULL ORDER BY day, number")?;
    Ok(query.query_map([client], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What to read first.
pub(super) fn read_me(practice: &str, process_notes: ProcessNotes, now: Now) -> String {
    let apart = match process_notes {
        ProcessNotes { included: true, .. } => {
            "Process notes are in it, in process/process_note.jsonl, because that was asked for.\n\
             They are kept apart from the record; pass that file on only where you mean to."
        }
        ProcessNotes { held: 0, .. } => "The practice has no process notes.",
        ProcessNotes { .. } => "Process notes are NOT in it: they stay in the practice, and in its backups.",
    };
    let day = now.format("%Y-%m-%d");
    format!(
        "THIS FOLDER IS NOT ENCRYPTED.\n\
         Whoever can open it can read every client's record in it. Keep it on an encrypted disk,\n\
         and delete it when you no longer need it.\n\
         \n\
         It is an open archive of the records of the practice “{practice}”, made on {day} by Secure Base.\n\
         \n\
         notes/          every note as text (Markdown), a file a client; notes/clients.md says whose is whose\n\
         records/        all records, a file a kind: JSON Lines, one record a line, clients in client.jsonl,\n\
         \x20               those in the trash with the day in removed_at\n\
         records/audit.jsonl   the log of the practice, to be read\n\
         archive.json    what there is, with the number of lines and the SHA-256 of every file\n\
         \n\
         {apart}\n\
         \n\
         To get a practice out of it again, start Secure Base and choose “Build from an archive”, or run\n\
         \x20   secure-base rebuild ARCHIVE --to NEW-FOLDER --passphrase-file FILE\n\
         \n\
         A line of records/ is an object of the columns that say something. Instants are in universal time,\n\
         days are the clinician's own, bytes are {{\"base64\": \"…\"}}. A handout that was given is in\n\
         given_handout.jsonl, its PDF under the same number in given_file.jsonl.\n"
    )
}
