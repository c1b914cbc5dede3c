package dev.kiln.recipe;

import java.util.List;

/**
 * A field of the schema as a test sees it.
 *
 * @param path for example {@code image.rootVolume.size}, or {@code step.timeout} in what steps have in common
 * @param template a recipe with the field, in which {@code VALUE} stands for its value
 * @param value one value
 * @param other one that makes another recipe
 */
record SchemaField(String path, String template, String value, String other) {
    private static final String HASH = "a".repeat(64);

    /** Every field whose value can be chosen. */
    static final List<SchemaField> ALL = List.of(
            new SchemaField("name", "parent: {ami: ami-01234567}\nname: VALUE", "web", "other"),
            new SchemaField("parent", "name: web\nparent: VALUE", "{ami: ami-01234567}", "{recipe: base}"),
            root("description", "description: VALUE", "IIS", "patched"),
            root("builder", "builder: VALUE", "{}", "{instanceTypes: [c7i.large]}"),
            root("builder.instanceTypes", "builder: {instanceTypes: VALUE}", "[m5.large]", "[c7i.large]"),
            root("builder.parking", "builder: {parking: VALUE}", "{}", "{lease: 24h}"),
            root("builder.parking.lease", "builder: {parking: {lease: VALUE}}", "24h", "48h"),
            root("builder.parking.keepRunning", "builder: {parking: {keepRunning: VALUE}}", "true", "false"),
            root("steps", "steps: VALUE", "[]", "[{name: again, restart: {}}]"),
            root("seal", "seal: VALUE", "{}", "{method: none}"),
            root("seal.method", "seal: {method: VALUE}", "sysprep", "shutdown"),
            root("seal.administratorPassword", "seal: {administratorPassword: VALUE}", "random", "keep"),
            root(
                    "seal.passwordFrom",
                    "seal: {administratorPassword: specify, passwordFrom: VALUE}",
                    "'secretsManager:kiln/a'",
                    "'parameterStore:/kiln/a'"),
            root("seal.imageOf", "seal: {method: none, imageOf: VALUE}", "running", "rebooted"),
            root("seal.otherUsers", "seal: {otherUsers: VALUE}", "refuse", "remove"),
            root("seal.cleanUp", "seal: {cleanUp: VALUE}", "true", "false"),
            root("seal.defragment", "seal: {defragment: VALUE}", "false", "true"),
            root("seal.answers", "seal: {answers: VALUE}", "{}", "{copyProfile: false}"),
            root("seal.answers.copyProfile", "seal: {answers: {copyProfile: VALUE}}", "true", "false"),
            root("seal.answers.timeZone", "seal: {answers: {timeZone: VALUE}}", "UTC", "Tokyo Standard Time"),
            root("seal.answers.locale", "seal: {answers: {locale: VALUE}}", "en-US", "de-DE"),
            root("seal.answers.registeredOwner", "seal: {answers: {registeredOwner: VALUE}}", "a", "b"),
            root("seal.answers.registeredOrganization", "seal: {answers: {registeredOrganization: VALUE}}", "a", "b"),
            root("seal.answers.uiLanguage", "seal: {answers: {uiLanguage: VALUE}}", "en-US", "de-DE"),
            root(
                    "seal.answers.specializeCommands",
                    "seal: {answers: {specializeCommands: VALUE}}",
                    "[a.exe]",
                    "[b.exe]"),
            root(
                    "seal.answers.firstLogonCommands",
                    "seal: {answers: {firstLogonCommands: VALUE}}",
                    "[a.exe]",
                    "[b.exe]"),
            root("image", "image: VALUE", "{}", "{name: other}"),
            root("image.name", "image: {name: VALUE}", "one", "other"),
            root("image.rootVolume", "image: {rootVolume: VALUE}", "{size: 30}", "{size: 60}"),
            root("image.rootVolume.size", "image: {rootVolume: {size: VALUE}}", "30", "60"),
            root("image.rootVolume.type", "image: {rootVolume: {type: VALUE}}", "gp3", "gp2"),
            root("image.rootVolume.iops", "image: {rootVolume: {type: gp3, iops: VALUE}}", "3000", "4000"),
            root("image.rootVolume.throughput", "image: {rootVolume: {type: gp3, throughput: VALUE}}", "125", "250"),
            root(
                    "image.rootVolume.deleteOnTermination",
                    "image: {rootVolume: {deleteOnTermination: VALUE}}",
                    "true",
                    "false"),
            root("image.encryption", "image: {encryption: VALUE}", "{}", "{kmsKey: alias/images}"),
            root("image.encryption.kmsKey", "image: {encryption: {kmsKey: VALUE}}", "alias/one", "alias/two"),
            root("image.encryption.by", "image: {encryption: {by: VALUE}}", "copy", "launch"),
            root("image.volumes", "image: {volumes: VALUE}", "[]", "[{device: xvdf, size: 10}]"),
            root("builder.volumes", "builder: {volumes: VALUE}", "[]", "[{device: xvdf, size: 10}]"),
            volume("builder", "device", "{size: 10, device: VALUE}", "xvdf", "xvdg"),
            volume("builder", "size", "{device: xvdf, size: VALUE}", "10", "20"),
            volume("builder", "snapshot", "{device: xvdf, snapshot: VALUE}", "snap-01234567", "snap-76543210"),
            volume("builder", "type", "{device: xvdf, size: 500, type: VALUE}", "gp3", "st1"),
            volume("builder", "iops", "{device: xvdf, size: 10, type: gp3, iops: VALUE}", "3000", "4000"),
            volume("builder", "throughput", "{device: xvdf, size: 10, type: gp3, throughput: VALUE}", "125", "250"),
            volume("builder", "driveLetter", "{device: xvdf, size: 10, driveLetter: VALUE}", "D", "E"),
            volume("builder", "label", "{device: xvdf, size: 10, driveLetter: D, label: VALUE}", "a", "b"),
            volume("builder", "leftOut", "{device: xvdf, VALUE}", "leftOut: true", "size: 10"),
            volume("image", "device", "{size: 10, device: VALUE}", "xvdf", "xvdg"),
            volume("image", "size", "{device: xvdf, size: VALUE}", "10", "20"),
            volume("image", "snapshot", "{device: xvdf, snapshot: VALUE}", "snap-01234567", "snap-76543210"),
            volume("image", "type", "{device: xvdf, size: 500, type: VALUE}", "gp3", "st1"),
            volume("image", "iops", "{device: xvdf, size: 10, type: gp3, iops: VALUE}", "3000", "4000"),
            volume("image", "throughput", "{device: xvdf, size: 10, type: gp3, throughput: VALUE}", "125", "250"),
            volume(
                    "image",
                    "deleteOnTermination",
                    "{device: xvdf, size: 10, deleteOnTermination: VALUE}",
                    "true",
                    "false"),
            volume("image", "driveLetter", "{device: xvdf, size: 10, driveLetter: VALUE}", "D", "E"),
            volume("image", "label", "{device: xvdf, size: 10, driveLetter: D, label: VALUE}", "a", "b"),
            volume("image", "instanceStore", "{device: xvdf, instanceStore: VALUE}", "ephemeral0", "ephemeral1"),
            volume("image", "leftOut", "{device: xvdf, VALUE}", "leftOut: true", "size: 10"),
            root("image.preSnapshot", "image: {preSnapshot: VALUE}", "true", "false"),
            root("image.bootMode", "image: {bootMode: VALUE}", "uefi", "legacy-bios"),
            root("image.tpm", "image: {VALUE}", "tpm: v2.0", "preSnapshot: true"),
            root("image.requireImdsV2", "image: {requireImdsV2: VALUE}", "true", "false"),
            root("image.deprecateAfterDays", "image: {deprecateAfterDays: VALUE}", "30", "60"),
            root("image.protection", "image: {protection: VALUE}", "enabled", "withCooldown"),
            root("image.fastLaunch", "image: {fastLaunch: VALUE}", "{}", "{targetResourceCount: 3}"),
            root("image.fastLaunch.targetResourceCount", "image: {fastLaunch: {targetResourceCount: VALUE}}", "3", "4"),
            root("image.fastLaunch.maxParallelLaunches", "image: {fastLaunch: {maxParallelLaunches: VALUE}}", "6", "8"),
            root(
                    "image.fastLaunch.launchTemplate",
                    "image: {fastLaunch: {launchTemplate: VALUE}}",
                    "{id: lt-01234567, version: 1}",
                    "{id: lt-01234567, version: 2}"),
            root(
                    "image.fastLaunch.launchTemplate.id",
                    "image: {fastLaunch: {launchTemplate: {version: 1, id: VALUE}}}",
                    "lt-01234567",
                    "lt-76543210"),
            root(
                    "image.fastLaunch.launchTemplate.version",
                    "image: {fastLaunch: {launchTemplate: {id: lt-01234567, version: VALUE}}}",
                    "1",
                    "2"),
            root("image.retention", "image: {retention: VALUE}", "{keep: 1}", "{keep: 2}"),
            root("image.retention.keep", "image: {retention: {keep: VALUE}}", "1", "2"),
            root("image.retention.days", "image: {retention: {keep: 1, days: VALUE}}", "30", "60"),
            root("image.tags", "image: {tags: VALUE}", "{}", "{Team: web}"),
            root("verify", "verify: VALUE", "[]", "[{name: ok, powershell: exit 0}]"),
            root("schedule", "schedule: VALUE", "monthly", "cron(0 6 1 * ? *)"),
            root("schedule.when", "schedule: {when: VALUE}", "monthly", "patchTuesday+2"),
            root("schedule.time", "schedule: {when: monthly, time: VALUE}", "21:00", "22:00"),
            root("schedule.cron", "schedule: {cron: VALUE}", "cron(0 6 1 * ? *)", "cron(0 7 1 * ? *)"),
            root(
                    "schedule.timeZone",
                    "schedule: {cron: cron(0 6 1 * ? *), timeZone: VALUE}",
                    "Asia/Tokyo",
                    "Europe/Berlin"),
            parent("ssm", "{ssm: VALUE}", "/aws/a", "/aws/b"),
            parent("ami", "{ami: VALUE}", "ami-01234567", "ami-76543210"),
            parent("name", "{name: VALUE}", "one*", "two*"),
            parent("owner", "{name: one*, owner: VALUE}", "self", "'801119661308'"),
            parent("recipe", "{recipe: VALUE}", "one", "two"),
            parent("channel", "{recipe: one, channel: VALUE}", "stable", "testing"),
            parent("instance", "{instance: VALUE}", "i-01234567", "i-76543210"),
            step("name", "{name: VALUE, restart: {}}", "one", "two"),
            step("powershell", "{name: a, powershell: VALUE}", "exit 0", "exit 1"),
            step("script", "{name: a, script: VALUE}", "a.ps1", "b.ps1"),
            step("restart", "{name: a, VALUE}", "restart: {}", "windowsUpdate: {}"),
            step("windowsUpdate", "{name: a, windowsUpdate: VALUE}", "{}", "{categories: [Drivers]}"),
            step("windowsUpdate.categories", "{name: a, windowsUpdate: {categories: VALUE}}", "[Tools]", "[Drivers]"),
            step("windowsUpdate.severities", "{name: a, windowsUpdate: {severities: VALUE}}", "[Critical]", "[Low]"),
            step("windowsUpdate.olderThanDays", "{name: a, windowsUpdate: {olderThanDays: VALUE}}", "7", "14"),
            step("windowsUpdate.include", "{name: a, windowsUpdate: {include: VALUE}}", "[KB111111]", "[KB222222]"),
            step("windowsUpdate.exclude", "{name: a, windowsUpdate: {exclude: VALUE}}", "[KB111111]", "[KB222222]"),
            step("users", "{name: a, users: VALUE}", "[" + user("a") + "]", "[" + user("b") + "]"),
            userField("name", "{name: VALUE, passwordFrom: 'secretsManager:a'}", "a", "b"),
            userField("passwordFrom", "{name: a, passwordFrom: VALUE}", "'secretsManager:a'", "'parameterStore:/a'"),
            userField(
                    "administrator",
                    "{name: a, administrator: VALUE, passwordFrom: 'secretsManager:a'}",
                    "true",
                    "false"),
            userField(
                    "passwordExpires",
                    "{name: a, passwordExpires: VALUE, passwordFrom: 'secretsManager:a'}",
                    "true",
                    "false"),
            step("parameters", "{name: a, script: a.ps1, parameters: VALUE}", "{}", "{Port: 80}"),
            step("files", "{name: a, script: a.ps1, files: VALUE}", "[]", "[" + file("b", HASH, "C:\\b") + "]"),
            step("exitCodes", "{name: a, powershell: exit 0, exitCodes: VALUE}", "[0, 1]", "[0, 3010]"),
            step("timeout", "{name: a, powershell: exit 0, timeout: VALUE}", "30m", "2h"),
            step("retries", "{name: a, powershell: exit 0, retries: VALUE}", "1", "2"),
            fileField("source", file("VALUE", HASH, "C:\\a"), "a", "b"),
            fileField("sha256", file("a", "VALUE", "C:\\a"), HASH, "b".repeat(64)),
            fileField("destination", file("a", HASH, "VALUE"), "C:\\a", "C:\\b"),
            check("name", "{name: VALUE, powershell: exit 0}", "one", "two"),
            check("powershell", "{name: a, powershell: VALUE}", "exit 0", "exit 1"),
            check("timeout", "{name: a, powershell: exit 0, timeout: VALUE}", "30m", "20m"));

    /** The recipe with a value. */
    Recipe read(String written) {
        return RecipeTexts.recipe(template.replace("VALUE", written));
    }

    /** The recipe that says nothing about the field. */
    Recipe readWithout() {
        return RecipeTexts.recipe(template.replaceAll("(, )?\\w+: VALUE", ""));
    }

    @Override
    public String toString() {
        return path;
    }

    private static SchemaField root(String path, String line, String value, String other) {
        return new SchemaField(path, RecipeTexts.SHORTEST + line, value, other);
    }

    private static SchemaField parent(String key, String parent, String value, String other) {
        return new SchemaField("parent." + key, "name: web\nparent: " + parent, value, other);
    }

    private static SchemaField step(String key, String step, String value, String other) {
        return root("step." + key, "steps: [" + step + "]", value, other);
    }

    private static SchemaField volume(String of, String key, String volume, String value, String other) {
        return root(of + "Volume." + key, of + ": {volumes: [" + volume + "]}", value, other);
    }

    private static SchemaField userField(String key, String user, String value, String other) {
        return root("user." + key, "steps: [{name: a, users: [" + user + "]}]", value, other);
    }

    private static String user(String name) {
        return "{name: " + name + ", passwordFrom: 'secretsManager:a'}";
    }

    private static SchemaField fileField(String key, String file, String value, String other) {
        return root("file." + key, "steps: [{name: a, script: a.ps1, files: [" + file + "]}]", value, other);
    }

    private static String file(String source, String sha256, String destination) {
        return "{source: " + source + ", sha256: " + sha256 + ", destination: " + destination + "}";
    }

    private static SchemaField check(String key, String check, String value, String other) {
        return root("check." + key, "verify: [" + check + "]", value, other);
    }
}
