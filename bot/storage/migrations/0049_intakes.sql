-- What a school leader told before a day with the team; "filled" is a JSON object by field, each a list of texts.
CREATE TABLE intakes (
    id     BIGINT PRIMARY KEY,
    server BIGINT NOT NULL,
    person BIGINT NOT NULL,
    filled TEXT   NOT NULL,
    at     BIGINT NOT NULL
);
CREATE INDEX intakes_of_person ON intakes (person);
