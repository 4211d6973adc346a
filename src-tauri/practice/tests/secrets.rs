use secure_base_practice::{
    Error,
    vault::{RecoveryCode, estimate_strength},
};

#[test]
fn a_code_is_read_as_people_write_it() {
    // On paper an O looks like a 0, and nobody types dashes twice the same way.
    let code = RecoveryCode::random().unwrap();
    let groups = code.groups();
    assert_eq!(groups.len(), 5);
    assert!(groups.iter().all(|group| group.len() == 5));
    let spoken = groups.join(" - ").to_lowercase().replace('0', "o").replace('1', "l");
    assert!(RecoveryCode::parse(&spoken).unwrap() == code);
}

#[test]
fn a_slip_of_the_finger_is_told_from_a_wrong_code() {
    // "Mistyped" sends somebody back to the paper; "wrong" would send them into despair.
    for _ in 0..50 {
        let letters: Vec<char> = RecoveryCode::random().unwrap().groups().concat().chars().collect();
        for place in 0..letters.len() {
            let mut slipped = letters.clone();
            slipped[place] = if letters[place] == '7' { '8' } else { '7' };
            let typed: String = slipped.iter().collect();
            assert!(matches!(RecoveryCode::parse(&typed), Err(Error::MistypedCode)), "letter {place}");
        }
    }
    for typed in ["", "ABCDE", "not a code at all, just words and more words"] {
        assert!(matches!(RecoveryCode::parse(typed), Err(Error::MistypedCode)));
    }
}

#[test]
fn strength_is_honest_about_common_passphrases() {
    // Length alone fools nobody who guesses for a living.
    for weak in ["", "password", "Summer2026!", "aaaaaaaaaaaaaaaaaaaa", "qwertyuiop123"] {
        assert!(!estimate_strength(weak, &[]).enough, "{weak} counts as enough");
    }
    assert!(!estimate_strength("Riverbank Therapy 1", &["Riverbank Therapy"]).enough, "the practice's own name");
    assert!(estimate_strength("lantern copper meadow violin", &[]).enough);
    assert!(estimate_strength(&"🌱x9".repeat(20_000), &[]).crack_time.len() < 20, "a long one is answered at once");
}
