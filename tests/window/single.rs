//! One window a practice.

use crate::driver::*;

// Two windows on one practice would each hold what the other does not know; and a second press on the icon is a habit.
#[test]
fn a_second_start_finds_the_first_window() {
    let home = Home::with_practice();
    let bus = Bus::start(&home);
    let session = [("DBUS_SESSION_BUS_ADDRESS", bus.address())];
    let first = Bare::locked(&home, &session);
    let mut second = first.again(&home, &[], &session);
    assert_eq!(second.ended(), Some(0), "the second ends, and well");
    assert!(alive(first.processes()[0].0), "the first goes on");
    let elsewhere = home.at("elsewhere").display().to_string();
    let mut third = first.again(&home, &["--practice", &elsewhere], &session);
    assert!(third.runs_on(), "another practice opens a window of its own");
}

// Without a session bus nothing can be asked; the program must start all the same.
#[test]
fn without_a_bus_the_window_opens() {
    let home = Home::with_practice();
    let nowhere = format!("unix:path={}", home.at("run/none").display());
    let window = Bare::locked(&home, &[("DBUS_SESSION_BUS_ADDRESS", &nowhere), ("DBUS_SYSTEM_BUS_ADDRESS", &nowhere)]);
    window.unlock(PASSPHRASE);
}
