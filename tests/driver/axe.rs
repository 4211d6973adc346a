//! axe-core inside the real window: what a screen reader or a keyboard would stumble over.

use std::{fs, path::Path};

use serde_json::Value;

use super::Window;

const AXE: &str = "ui/node_modules/axe-core/axe.min.js";
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

impl Window {
    /// Fails when axe-core finds anything on the screen.
    pub fn expect_accessible(&self, screen: &str) {
        self.rest();
        if self.script("return typeof window.axe", &[]) != "object" {
            let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE)).expect("axe-core");
            self.script(&format!("{source}\nwindow.axe = axe;"), &[]);
        }
        let run = "const [rules, done] = arguments;
            window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
                .then((found) => done(found.violations.map((one) => ({
                    rule: one.id, help: one.help, nodes: one.nodes.map((node) => node.html + ' ' + node.failureSummary) }))),
                    (why) => done([{ rule: 'axe failed', help: String(why), nodes: [] }]));";
        let found = self.script_async(run, &[RULES.as_slice().into()]);
        let violations = found.as_array().map(Vec::as_slice).unwrap_or_default();
        assert!(violations.is_empty(), "axe-core on the screen “{screen}”: {}", list(violations));
    }
}

fn list(violations: &[Value]) -> String {
    violations.iter().map(|one| format!("\n  {}: {}\n    {}", one["rule"], one["help"], one["nodes"])).collect()
}
