-- The order of titles, whatever the database's own collation is: letters of any script by the Unicode
-- rules, large and small ones alike, and numbers by their value.
create collation titles (provider = icu, locale = 'und-u-kn-true-ks-level2', deterministic = false);
