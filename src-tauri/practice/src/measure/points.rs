//! Points of a score: a number with up to two digits after the point, kept as whole hundredths so that nothing is lost.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use specta::Type;

/// The highest number of points that is kept, and below zero the lowest.
const MOST: f64 = 100_000.0;

/// Points of a score, from -100,000 to 100,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Type)]
pub struct Points(#[specta(type = u32)] pub(crate) i64);

impl Points {
    /// So many whole points.
    pub const fn whole(points: i64) -> Points {
        Points(points * 100)
    }

    /// The same as a number.
    pub fn number(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.number())
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        match number.abs() <= MOST {
            true => Ok(Points((number * 100.0).round() as i64)),
            false => Err(D::Error::custom("a score lies between -100,000 and 100,000")),
        }
    }
}

impl ToSql for Points {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Points {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Points)
    }
}
