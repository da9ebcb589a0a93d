CREATE TABLE accounts (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	pinyin TEXT DEFAULT '' NOT NULL, 
	initials TEXT DEFAULT '' NOT NULL, 
	industry TEXT DEFAULT '' NOT NULL, 
	city TEXT DEFAULT '' NOT NULL, 
	segment TEXT DEFAULT '' NOT NULL, 
	stage TEXT DEFAULT '' NOT NULL, 
	owner TEXT DEFAULT '' NOT NULL, 
	handover_day TEXT, 
	handover_from TEXT DEFAULT '' NOT NULL, 
	handaway_day TEXT, 
	handaway_to TEXT DEFAULT '' NOT NULL, 
	activated_day TEXT, 
	archived INTEGER DEFAULT 0 NOT NULL CONSTRAINT archived_flag CHECK (archived IN (0, 1)), 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code)
);

CREATE TABLE budget_lines (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	month TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	quantity TEXT DEFAULT '1' NOT NULL, 
	unit_fen INTEGER DEFAULT 0 NOT NULL, 
	spent_fen INTEGER, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id)
);

CREATE INDEX budget_lines_month ON budget_lines (year, month);

CREATE TABLE custom_values (
	id INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX custom_values_key ON custom_values (table_name, code, name);

CREATE TABLE erasures (
	id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	code_hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (contact_id)
);

CREATE TABLE events (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	topic TEXT DEFAULT '' NOT NULL, 
	day TEXT NOT NULL, 
	people INTEGER, 
	topic_vote_day TEXT, 
	paper_hours TEXT, 
	rating TEXT, 
	place TEXT DEFAULT '' NOT NULL, 
	ended_at TEXT, 
	paper_at TEXT, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code)
);

CREATE TABLE health_dimensions (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	weight TEXT, 
	source TEXT DEFAULT '' NOT NULL, 
	numbers TEXT DEFAULT '{}' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);

CREATE TABLE health_models (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (number)
);

CREATE TABLE import_batches (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	files TEXT DEFAULT '[]' NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE mappings (
	id INTEGER NOT NULL, 
	signature TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	options TEXT DEFAULT '{}' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (signature)
);

CREATE TABLE modules (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	core INTEGER DEFAULT 0 NOT NULL CONSTRAINT core_flag CHECK (core IN (0, 1)), 
	PRIMARY KEY (id), 
	UNIQUE (name)
);

CREATE TABLE operations (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	op TEXT NOT NULL, 
	label TEXT NOT NULL, 
	state TEXT DEFAULT 'done' NOT NULL, 
	batch_id INTEGER, 
	PRIMARY KEY (id)
);

CREATE TABLE peer_figures (
	id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	peer TEXT DEFAULT 'team' NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX peer_figures_key ON peer_figures (period, metric, peer);

CREATE TABLE plan_years (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	limit_fen INTEGER, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (year)
);

CREATE TABLE profiles (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);

CREATE TABLE rates (
	id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	rate TEXT NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX rates_key ON rates (period, currency);

CREATE TABLE refused_values (
	id INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	"row" INTEGER NOT NULL, 
	column_name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX refused_values_key ON refused_values (table_name, "row", column_name);

CREATE TABLE review_drafts (
	id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	chapter TEXT NOT NULL, 
	body TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX review_drafts_key ON review_drafts (period, kind, subject, chapter);

CREATE TABLE reviews (
	id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	kind TEXT DEFAULT 'half' NOT NULL, 
	subject TEXT DEFAULT '' NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX reviews_key ON reviews (period, kind, subject);

CREATE TABLE segments (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	cadence_days INTEGER, 
	renewal_start_days INTEGER, 
	resources TEXT DEFAULT '' NOT NULL, 
	qbrs INTEGER, 
	trainings INTEGER, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);

CREATE TABLE settings (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("key")
);

CREATE TABLE snoozes (
	id INTEGER NOT NULL, 
	rule TEXT NOT NULL, 
	object_table TEXT NOT NULL, 
	object_id INTEGER NOT NULL, 
	case_day TEXT NOT NULL, 
	until_day TEXT, 
	done_day TEXT, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX snoozes_key ON snoozes (rule, object_table, object_id, case_day);

CREATE TABLE targets (
	id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	level TEXT DEFAULT '' NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	metric TEXT NOT NULL, 
	value TEXT NOT NULL, 
	unit TEXT DEFAULT '' NOT NULL, 
	direction TEXT DEFAULT '>=' NOT NULL, 
	node_share TEXT DEFAULT '1' NOT NULL, 
	scope TEXT DEFAULT '{}' NOT NULL, 
	owner TEXT DEFAULT '' NOT NULL, 
	weight TEXT, 
	parent_id INTEGER, 
	position INTEGER DEFAULT 0 NOT NULL, 
	profile TEXT DEFAULT '{}' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(parent_id) REFERENCES targets (id) ON DELETE SET NULL
);

CREATE INDEX ix_targets_parent_id ON targets (parent_id);

CREATE UNIQUE INDEX targets_key ON targets (period, metric, name);

CREATE TABLE usage_pending (
	batch_id INTEGER NOT NULL, 
	rows INTEGER DEFAULT 0 NOT NULL, 
	disturbed INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (batch_id)
);

CREATE TABLE usage_shelf (
	batch_id INTEGER NOT NULL, 
	image TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	module_id INTEGER NOT NULL, 
	day INTEGER NOT NULL, 
	provisioned INTEGER, 
	active INTEGER NOT NULL, 
	row_batch_id INTEGER, 
	PRIMARY KEY (batch_id, image, account_id, module_id, day)
)
 WITHOUT ROWID;

CREATE TABLE usage_staged (
	batch_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	module TEXT NOT NULL, 
	day INTEGER NOT NULL, 
	provisioned INTEGER, 
	active INTEGER NOT NULL, 
	PRIMARY KEY (batch_id, position)
)
 WITHOUT ROWID;

CREATE TABLE window_state (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);

CREATE TABLE account_aliases (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_account_aliases_account_id ON account_aliases (account_id);

CREATE TABLE account_modules (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	module_id INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(module_id) REFERENCES modules (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX account_modules_pair ON account_modules (account_id, module_id);

CREATE INDEX ix_account_modules_account_id ON account_modules (account_id);

CREATE INDEX ix_account_modules_module_id ON account_modules (module_id);

CREATE TABLE change_log (
	id INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(operation_id) REFERENCES operations (id) ON DELETE CASCADE
);

CREATE INDEX ix_change_log_operation_id ON change_log (operation_id);

CREATE TABLE contacts (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	pinyin TEXT DEFAULT '' NOT NULL, 
	initials TEXT DEFAULT '' NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	executive INTEGER DEFAULT 0 NOT NULL CONSTRAINT executive_flag CHECK (executive IN (0, 1)), 
	email TEXT DEFAULT '' NOT NULL, 
	phone TEXT DEFAULT '' NOT NULL, 
	birthday TEXT, 
	left_day TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_contacts_account_id ON contacts (account_id);

CREATE TABLE contracts (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	product TEXT DEFAULT '' NOT NULL, 
	start_day TEXT NOT NULL, 
	end_day TEXT, 
	amount_fen INTEGER NOT NULL, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	annual_fen INTEGER, 
	billing TEXT DEFAULT '' NOT NULL, 
	signed_day TEXT, 
	recurring INTEGER DEFAULT 1 NOT NULL CONSTRAINT recurring_flag CHECK (recurring IN (0, 1)), 
	auto_renewal INTEGER DEFAULT 0 NOT NULL CONSTRAINT auto_renewal_flag CHECK (auto_renewal IN (0, 1)), 
	notice_days INTEGER, 
	loss_reason TEXT DEFAULT '' NOT NULL, 
	lost_day TEXT, 
	forecast TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT end_after_start CHECK (end_day IS NULL OR end_day >= start_day), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX contracts_end ON contracts (end_day);

CREATE INDEX ix_contracts_account_id ON contracts (account_id);

CREATE TABLE handovers (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	from_owner TEXT DEFAULT '' NOT NULL, 
	day TEXT NOT NULL, 
	due_day TEXT, 
	accepted_day TEXT, 
	accepted_by TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_handovers_account_id ON handovers (account_id);

CREATE TABLE health_overrides (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	score_milli INTEGER NOT NULL CONSTRAINT score_range CHECK (score_milli BETWEEN 0 AND 100000), 
	reason TEXT NOT NULL, 
	expires_day TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_health_overrides_account_id ON health_overrides (account_id);

CREATE TABLE health_scores (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	dimension_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	score_milli INTEGER NOT NULL CONSTRAINT score_range CHECK (score_milli BETWEEN 0 AND 100000), 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(dimension_id) REFERENCES health_dimensions (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX health_scores_key ON health_scores (account_id, dimension_id, day);

CREATE INDEX ix_health_scores_dimension_id ON health_scores (dimension_id);

CREATE TABLE own_time (
	id INTEGER NOT NULL, 
	row_key TEXT, 
	day TEXT NOT NULL, 
	category TEXT NOT NULL, 
	minutes INTEGER NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	account_id INTEGER, 
	from_place TEXT DEFAULT '' NOT NULL, 
	to_place TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (row_key), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE SET NULL
);

CREATE INDEX ix_own_time_account_id ON own_time (account_id);

CREATE TABLE requests (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER, 
	industry TEXT DEFAULT '' NOT NULL, 
	product TEXT DEFAULT '' NOT NULL, 
	needed_day TEXT, 
	confirmed_day TEXT, 
	note TEXT DEFAULT '' NOT NULL, 
	day TEXT, 
	until_day TEXT, 
	consultant TEXT DEFAULT '' NOT NULL, 
	closed_day TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE SET NULL
);

CREATE INDEX ix_requests_account_id ON requests (account_id);

CREATE TABLE review_chapters (
	id INTEGER NOT NULL, 
	review_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	hidden INTEGER DEFAULT 0 NOT NULL CONSTRAINT hidden_flag CHECK (hidden IN (0, 1)), 
	body TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE CASCADE
);

CREATE INDEX ix_review_chapters_review_id ON review_chapters (review_id);

CREATE UNIQUE INDEX review_chapters_key ON review_chapters (review_id, "key");

CREATE TABLE review_notes (
	id INTEGER NOT NULL, 
	review_id INTEGER NOT NULL, 
	finding TEXT NOT NULL, 
	words TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE CASCADE
);

CREATE INDEX ix_review_notes_review_id ON review_notes (review_id);

CREATE UNIQUE INDEX review_notes_key ON review_notes (review_id, finding);

CREATE TABLE review_texts (
	id INTEGER NOT NULL, 
	review_id INTEGER NOT NULL, 
	place TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE CASCADE
);

CREATE INDEX ix_review_texts_review_id ON review_texts (review_id);

CREATE UNIQUE INDEX review_texts_place ON review_texts (review_id, place);

CREATE TABLE review_versions (
	id INTEGER NOT NULL, 
	review_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	frozen_at TEXT NOT NULL, 
	as_of TEXT NOT NULL, 
	document TEXT NOT NULL, 
	exported_at TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE CASCADE
);

CREATE INDEX ix_review_versions_review_id ON review_versions (review_id);

CREATE UNIQUE INDEX review_versions_number ON review_versions (review_id, number);

CREATE TABLE suggestions (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER, 
	day TEXT NOT NULL, 
	content TEXT DEFAULT '' NOT NULL, 
	nature TEXT DEFAULT '' NOT NULL, 
	status TEXT DEFAULT '' NOT NULL, 
	reach INTEGER, 
	value INTEGER, 
	urgency INTEGER, 
	effort INTEGER, 
	answered_day TEXT, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE SET NULL
);

CREATE INDEX ix_suggestions_account_id ON suggestions (account_id);

CREATE TABLE tickets (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	severity TEXT DEFAULT '' NOT NULL, 
	opened_at TEXT NOT NULL, 
	due_at TEXT, 
	resolved_at TEXT, 
	level INTEGER, 
	owner TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_tickets_account_id ON tickets (account_id);

CREATE TABLE usage (
	account_id INTEGER NOT NULL, 
	module_id INTEGER NOT NULL, 
	day INTEGER NOT NULL, 
	provisioned INTEGER, 
	active INTEGER NOT NULL, 
	batch_id INTEGER, 
	PRIMARY KEY (account_id, module_id, day), 
	CONSTRAINT active_range CHECK (active >= 0 AND (provisioned IS NULL OR active <= provisioned)), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(module_id) REFERENCES modules (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE usage_days (
	day INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	provisioned INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	modules INTEGER NOT NULL, 
	used INTEGER NOT NULL, 
	core_used INTEGER NOT NULL, 
	batch_id INTEGER, 
	PRIMARY KEY (day, account_id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_usage_days_account_id ON usage_days (account_id);

CREATE TABLE usage_times (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	used_minutes INTEGER NOT NULL, 
	business_minutes INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_usage_times_account_id ON usage_times (account_id);

CREATE UNIQUE INDEX usage_times_pair ON usage_times (account_id, day);

CREATE TABLE war_room_declines (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	fell_day TEXT NOT NULL, 
	day TEXT NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_war_room_declines_account_id ON war_room_declines (account_id);

CREATE UNIQUE INDEX war_room_declines_fall ON war_room_declines (account_id, fell_day);

CREATE TABLE war_rooms (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	opened_day TEXT, 
	fell_day TEXT, 
	goal TEXT DEFAULT '' NOT NULL, 
	deadline TEXT, 
	cause TEXT DEFAULT '' NOT NULL, 
	closed_day TEXT, 
	closing_review TEXT DEFAULT '' NOT NULL, 
	closing_cause TEXT DEFAULT '' NOT NULL, 
	closing_worked TEXT DEFAULT '' NOT NULL, 
	closing_changes TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX ix_war_rooms_account_id ON war_rooms (account_id);

CREATE TABLE attendance (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE, 
	FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX attendance_pair ON attendance (event_id, contact_id);

CREATE INDEX ix_attendance_contact_id ON attendance (contact_id);

CREATE INDEX ix_attendance_event_id ON attendance (event_id);

CREATE TABLE early_offers (
	id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	due_day TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	discount TEXT NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE CASCADE
);

CREATE INDEX ix_early_offers_contract_id ON early_offers (contract_id);

CREATE TABLE escalations (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	war_room_id INTEGER, 
	ticket_id INTEGER, 
	level INTEGER NOT NULL CONSTRAINT escalation_level CHECK (level IN (1, 2)), 
	title TEXT NOT NULL, 
	owner TEXT DEFAULT '' NOT NULL, 
	opened_at TEXT NOT NULL, 
	raised_at TEXT, 
	confirmed_at TEXT, 
	workaround_at TEXT, 
	workaround TEXT DEFAULT '' NOT NULL, 
	repaired_at TEXT, 
	repair TEXT DEFAULT '' NOT NULL, 
	reviewed_at TEXT, 
	review TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(war_room_id) REFERENCES war_rooms (id) ON DELETE SET NULL, 
	FOREIGN KEY(ticket_id) REFERENCES tickets (id) ON DELETE SET NULL
);

CREATE INDEX ix_escalations_account_id ON escalations (account_id);

CREATE INDEX ix_escalations_ticket_id ON escalations (ticket_id);

CREATE INDEX ix_escalations_war_room_id ON escalations (war_room_id);

CREATE TABLE handover_items (
	id INTEGER NOT NULL, 
	handover_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	owner TEXT DEFAULT '' NOT NULL, 
	due_day TEXT, 
	done_day TEXT, 
	accepted_day TEXT, 
	accepted_by TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(handover_id) REFERENCES handovers (id) ON DELETE CASCADE
);

CREATE INDEX ix_handover_items_handover_id ON handover_items (handover_id);

CREATE TABLE invitations (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	answer TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE, 
	FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX invitations_pair ON invitations (event_id, contact_id);

CREATE INDEX ix_invitations_contact_id ON invitations (contact_id);

CREATE INDEX ix_invitations_event_id ON invitations (event_id);

CREATE TABLE invoices (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	contract_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	due_day TEXT, 
	amount_fen INTEGER NOT NULL, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE CASCADE
);

CREATE INDEX ix_invoices_contract_id ON invoices (contract_id);

CREATE TABLE opportunities (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	kind TEXT DEFAULT 'other' NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	margin TEXT, 
	stage TEXT DEFAULT '' NOT NULL, 
	won_day TEXT, 
	contract_id INTEGER, 
	opened_day TEXT, 
	expected_day TEXT, 
	lost_day TEXT, 
	loss_reason TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE SET NULL
);

CREATE INDEX ix_opportunities_account_id ON opportunities (account_id);

CREATE INDEX ix_opportunities_contract_id ON opportunities (contract_id);

CREATE TABLE plan_items (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	slot TEXT, 
	kind TEXT NOT NULL, 
	account_id INTEGER, 
	contract_id INTEGER, 
	title TEXT DEFAULT '' NOT NULL, 
	day TEXT NOT NULL, 
	last_day TEXT, 
	since TEXT, 
	minutes INTEGER DEFAULT 0 NOT NULL, 
	cost_fen INTEGER DEFAULT 0 NOT NULL, 
	spent_fen INTEGER, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	own INTEGER DEFAULT 0 NOT NULL CONSTRAINT own_flag CHECK (own IN (0, 1)), 
	done_day TEXT, 
	dropped INTEGER DEFAULT 0 NOT NULL CONSTRAINT dropped_flag CHECK (dropped IN (0, 1)), 
	PRIMARY KEY (id), 
	CONSTRAINT minutes_of_a_day CHECK (minutes BETWEEN 0 AND 1440), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE CASCADE
);

CREATE INDEX ix_plan_items_account_id ON plan_items (account_id);

CREATE INDEX ix_plan_items_contract_id ON plan_items (contract_id);

CREATE INDEX plan_items_day ON plan_items (day);

CREATE UNIQUE INDEX plan_items_slot ON plan_items (year, slot);

CREATE TABLE quotes (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	baseline TEXT NOT NULL, 
	units TEXT NOT NULL, 
	list_price_fen INTEGER NOT NULL, 
	by_band INTEGER NOT NULL CONSTRAINT by_band_flag CHECK (by_band IN (0, 1)), 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	contract_id INTEGER, 
	bundle TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE SET NULL
);

CREATE INDEX ix_quotes_account_id ON quotes (account_id);

CREATE INDEX ix_quotes_contract_id ON quotes (contract_id);

CREATE TABLE receipts (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	contract_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	invoice_code TEXT DEFAULT '' NOT NULL, 
	invoice_day TEXT, 
	due_day TEXT, 
	received_day TEXT, 
	amount_fen INTEGER NOT NULL, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	discount_fen INTEGER DEFAULT 0 NOT NULL, 
	one_sum INTEGER CONSTRAINT one_sum_flag CHECK (one_sum IN (0, 1)), 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE CASCADE
);

CREATE INDEX ix_receipts_contract_id ON receipts (contract_id);

CREATE INDEX receipts_received ON receipts (received_day);

CREATE TABLE renewal_links (
	id INTEGER NOT NULL, 
	old_id INTEGER NOT NULL, 
	new_id INTEGER NOT NULL, 
	inferred INTEGER DEFAULT 0 NOT NULL CONSTRAINT inferred_flag CHECK (inferred IN (0, 1)), 
	PRIMARY KEY (id), 
	CONSTRAINT not_itself CHECK (old_id <> new_id), 
	FOREIGN KEY(old_id) REFERENCES contracts (id) ON DELETE CASCADE, 
	FOREIGN KEY(new_id) REFERENCES contracts (id) ON DELETE CASCADE
);

CREATE INDEX ix_renewal_links_new_id ON renewal_links (new_id);

CREATE INDEX ix_renewal_links_old_id ON renewal_links (old_id);

CREATE UNIQUE INDEX renewal_links_pair ON renewal_links (old_id, new_id);

CREATE TABLE renewal_tracks (
	id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	talks_day TEXT, 
	talks_note TEXT DEFAULT '' NOT NULL, 
	quote_day TEXT, 
	quote_note TEXT DEFAULT '' NOT NULL, 
	forecast_reason TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX renewal_tracks_contract ON renewal_tracks (contract_id);

CREATE TABLE review_figures (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	metric TEXT NOT NULL, 
	figure TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(version_id) REFERENCES review_versions (id) ON DELETE CASCADE
);

CREATE INDEX ix_review_figures_version_id ON review_figures (version_id);

CREATE UNIQUE INDEX review_figures_key ON review_figures (version_id, metric);

CREATE TABLE standups (
	id INTEGER NOT NULL, 
	war_room_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	yesterday TEXT DEFAULT '' NOT NULL, 
	today TEXT DEFAULT '' NOT NULL, 
	blocked TEXT DEFAULT '' NOT NULL, 
	decisions TEXT DEFAULT '' NOT NULL, 
	seconds INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(war_room_id) REFERENCES war_rooms (id) ON DELETE CASCADE
);

CREATE INDEX ix_standups_war_room_id ON standups (war_room_id);

CREATE UNIQUE INDEX standups_day ON standups (war_room_id, day);

CREATE TABLE surveys (
	id INTEGER NOT NULL, 
	code TEXT, 
	row_key TEXT, 
	account_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	day TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	score INTEGER NOT NULL, 
	comment TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT score_range CHECK (score BETWEEN 0 AND 10), 
	UNIQUE (code), 
	UNIQUE (row_key), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE SET NULL
);

CREATE INDEX ix_surveys_account_id ON surveys (account_id);

CREATE INDEX ix_surveys_contact_id ON surveys (contact_id);

CREATE TABLE tasks (
	id INTEGER NOT NULL, 
	code TEXT, 
	row_key TEXT, 
	war_room_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	detail TEXT DEFAULT '' NOT NULL, 
	owner TEXT DEFAULT '' NOT NULL, 
	deadline TEXT, 
	acceptance TEXT DEFAULT '' NOT NULL, 
	status TEXT DEFAULT 'todo' NOT NULL, 
	position INTEGER DEFAULT 0 NOT NULL, 
	link TEXT DEFAULT '' NOT NULL, 
	created_day TEXT, 
	accepted_day TEXT, 
	accepted_by TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	UNIQUE (row_key), 
	FOREIGN KEY(war_room_id) REFERENCES war_rooms (id) ON DELETE CASCADE
);

CREATE INDEX ix_tasks_war_room_id ON tasks (war_room_id);

CREATE TABLE touches (
	id INTEGER NOT NULL, 
	code TEXT, 
	row_key TEXT, 
	account_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	day TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	minutes INTEGER, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	UNIQUE (row_key), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE SET NULL
);

CREATE INDEX ix_touches_account_id ON touches (account_id);

CREATE INDEX ix_touches_contact_id ON touches (contact_id);

CREATE INDEX touches_day ON touches (account_id, day);

CREATE TABLE war_room_members (
	id INTEGER NOT NULL, 
	war_room_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	contact TEXT DEFAULT '' NOT NULL, 
	goal TEXT DEFAULT '' NOT NULL, 
	deadline TEXT, 
	position INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(war_room_id) REFERENCES war_rooms (id) ON DELETE CASCADE
);

CREATE INDEX ix_war_room_members_war_room_id ON war_room_members (war_room_id);

CREATE TABLE workshops (
	id INTEGER NOT NULL, 
	code TEXT, 
	row_key TEXT, 
	contract_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	pain_points INTEGER, 
	measures INTEGER, 
	both_signed INTEGER CONSTRAINT both_signed_flag CHECK (both_signed IN (0, 1)), 
	minutes_hours TEXT, 
	ticket_hours TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	UNIQUE (row_key), 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE CASCADE
);

CREATE INDEX ix_workshops_contract_id ON workshops (contract_id);

CREATE TABLE cases (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	given_to TEXT DEFAULT '' NOT NULL, 
	opportunity_id INTEGER, 
	permission TEXT DEFAULT '' NOT NULL, 
	permission_day TEXT, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE SET NULL
);

CREATE INDEX ix_cases_account_id ON cases (account_id);

CREATE INDEX ix_cases_opportunity_id ON cases (opportunity_id);

CREATE TABLE leads (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	account_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	day TEXT NOT NULL, 
	status TEXT DEFAULT '' NOT NULL, 
	expected_arr_fen INTEGER, 
	currency TEXT DEFAULT 'CNY' NOT NULL, 
	opportunity_id INTEGER, 
	referred TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE SET NULL, 
	FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE SET NULL
);

CREATE INDEX ix_leads_account_id ON leads (account_id);

CREATE INDEX ix_leads_contact_id ON leads (contact_id);

CREATE INDEX ix_leads_opportunity_id ON leads (opportunity_id);

CREATE TABLE standup_notes (
	id INTEGER NOT NULL, 
	standup_id INTEGER NOT NULL, 
	member_id INTEGER, 
	member TEXT DEFAULT '' NOT NULL, 
	yesterday TEXT DEFAULT '' NOT NULL, 
	today TEXT DEFAULT '' NOT NULL, 
	blocked TEXT DEFAULT '' NOT NULL, 
	position INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(standup_id) REFERENCES standups (id) ON DELETE CASCADE, 
	FOREIGN KEY(member_id) REFERENCES war_room_members (id) ON DELETE SET NULL
);

CREATE INDEX ix_standup_notes_member_id ON standup_notes (member_id);

CREATE INDEX ix_standup_notes_standup_id ON standup_notes (standup_id);

CREATE TABLE task_comments (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT DEFAULT '' NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(task_id) REFERENCES tasks (id) ON DELETE CASCADE
);

CREATE INDEX ix_task_comments_task_id ON task_comments (task_id);

CREATE TABLE task_items (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	done INTEGER DEFAULT 0 NOT NULL CONSTRAINT done_flag CHECK (done IN (0, 1)), 
	position INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(task_id) REFERENCES tasks (id) ON DELETE CASCADE
);

CREATE INDEX ix_task_items_task_id ON task_items (task_id);

CREATE TABLE task_moves (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	from_status TEXT NOT NULL, 
	to_status TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(task_id) REFERENCES tasks (id) ON DELETE CASCADE
);

CREATE INDEX ix_task_moves_task_id ON task_moves (task_id);

CREATE TABLE workshop_sheets (
	id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	workshop_id INTEGER, 
	day TEXT, 
	pains TEXT DEFAULT '[]' NOT NULL, 
	measures TEXT DEFAULT '[]' NOT NULL, 
	fishbone TEXT DEFAULT '' NOT NULL, 
	okr TEXT DEFAULT '' NOT NULL, 
	own_signed INTEGER DEFAULT 0 NOT NULL CONSTRAINT own_signed_flag CHECK (own_signed IN (0, 1)), 
	customer_signed INTEGER DEFAULT 0 NOT NULL CONSTRAINT customer_signed_flag CHECK (customer_signed IN (0, 1)), 
	held_at TEXT, 
	minutes_at TEXT, 
	ticket_at TEXT, 
	ticket_owner TEXT DEFAULT '' NOT NULL, 
	ticket_deadline TEXT, 
	ticket_acceptance TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(contract_id) REFERENCES contracts (id) ON DELETE CASCADE, 
	FOREIGN KEY(workshop_id) REFERENCES workshops (id) ON DELETE SET NULL
);

CREATE INDEX ix_workshop_sheets_workshop_id ON workshop_sheets (workshop_id);

CREATE UNIQUE INDEX workshop_sheets_contract ON workshop_sheets (contract_id);

