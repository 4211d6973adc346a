//! Tests of the whole program: its window, its headless commands, its house rules.

mod types;
