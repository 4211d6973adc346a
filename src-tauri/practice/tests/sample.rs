use secure_base_practice::{ClientKind, Practice, SAMPLE_PASSPHRASE, SampleClient, SeedSize, vault::RecoveryCode};

use crate::{Scratch, at};

fn describe(id: &str, _format: &str) -> secure_base_practice::Result<(String, Vec<u8>)> {
    Ok((format!("Title of {id}"), b"%PDF".to_vec()))
}

fn sample() -> (tempfile::TempDir, Practice) {
    let folder = tempfile::tempdir().unwrap();
    let code = RecoveryCode::random().unwrap();
    let place = folder.path().join("sample");
    let clients = SampleClient::shipped().unwrap();
    let practice = Practice::create_sample(&place, SAMPLE_PASSPHRASE, &code, &clients, &describe, at(12, 0)).unwrap();
    (folder, practice)
}

#[test]
fn the_sample_shows_believable_courses() {
    // It is the first thing a clinician sees of the program: thin courses would teach nothing.
    let (_folder, practice) = sample();
    let clients = practice.clients("").unwrap();
    assert!(clients.len() >= 6);
    assert!(clients.iter().any(|c| c.kind == ClientKind::Couple));
    for client in &clients {
        assert!((5..=15).contains(&client.sessions), "{}: {} sessions", client.name, client.sessions);
        let page = practice.client_page(client.id).unwrap();
        assert!(page.sessions.iter().all(|s| !s.tags.is_empty()), "{}: a note without a tag", client.name);
        assert!(!page.homework.is_empty() && !page.handouts.is_empty(), "{}", client.name);
        assert!(page.sessions.iter().all(|s| s.day <= at(12, 0).date_naive()));
    }
    let goals: Vec<_> = clients.iter().flat_map(|client| practice.goals(client.id).unwrap()).collect();
    assert!(goals.iter().any(|goal| goal.ratings.len() >= 5), "a goal, and how near it felt as time went by");
    assert!(practice.check().iter().all(|f| f.problems.is_empty()));
}

#[test]
fn the_sample_goes_in_one_step_and_a_real_practice_does_not() {
    let (folder, practice) = sample();
    assert!(practice.is_sample());
    practice.remove_sample().unwrap();
    assert!(!folder.path().join("sample").exists());
    let (scratch, real) = Scratch::new();
    assert!(real.remove_sample().is_err());
    scratch.unlock();
}

#[test]
fn a_seeded_practice_has_the_size_asked_for_and_is_the_same_each_time() {
    let size = SeedSize { clients: 7, sessions: 40, seed: 3 };
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        let code = RecoveryCode::random().unwrap();
        let practice = Practice::create_seeded(&folder.path().join("p"), "x", &code, size, at(12, 0)).unwrap();
        let pages: Vec<_> = practice.clients("").unwrap().iter().map(|c| practice.client_page(c.id).unwrap()).collect();
        assert!(practice.check().iter().all(|f| f.problems.is_empty()));
        serde_json::to_string(&pages).unwrap()
    };
    let first = make();
    assert_eq!(first, make());
    assert_eq!(first.matches("\"firstWords\"").count(), 40);
}
