-- compatible from: 0011_safety
ALTER TABLE `accounts` ADD `lease_purpose` text;