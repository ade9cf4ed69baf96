-- Whether a post has buttons or menus: somebody who deletes it by hand takes them from everybody.
ALTER TABLE posts ADD COLUMN buttons INTEGER NOT NULL DEFAULT 0;
UPDATE posts SET buttons = 1
    WHERE part LIKE 'welcome%' OR part LIKE 'opening%' OR part LIKE 'panel%' OR part LIKE 'seated%';
