package dev.kiln.recipe;

import dev.kiln.schedule.Schedule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns the values of a text without mistakes into a recipe. */
final class RecipeForm {
    private RecipeForm() {}

    static Recipe recipe(Value text) {
        String name = text.text("name").orElseThrow();
        return new Recipe(
                name,
                text.text("description").orElse(""),
                parent(text.get("parent").orElseThrow()),
                builder(text.get("builder")),
                items(text.get("steps")).stream().map(RecipeForm::step).toList(),
                text.get("seal").map(RecipeForm::seal).orElse(Seal.DEFAULT),
                image(text.get("image"), name),
                items(text.get("verify")).stream().map(RecipeForm::check).toList(),
                text.get("schedule").map(RecipeForm::schedule));
    }

    private static Parent parent(Value parent) {
        String kind = kind(parent, KindRule.PARENTS);
        String value = parent.text(kind).orElseThrow();
        return switch (kind) {
            case "ssm" -> new Parent.Ssm(value);
            case "ami" -> new Parent.Ami(value);
            case "name" -> new Parent.Newest(value, parent.text("owner").orElse(Defaults.OWNER));
            case "recipe" -> new Parent.OfRecipe(value, parent.text("channel"));
            case "instance" -> new Parent.RunningInstance(value);
            default -> throw new IllegalStateException(kind + " is not a kind of parent");
        };
    }

    private static Seal seal(Value seal) {
        var method = seal.text("method")
                .map(word -> Seal.read(Seal.Method.class, word))
                .orElse(Seal.DEFAULT.method());
        return new Seal(
                method,
                seal.text("administratorPassword")
                        .map(word -> Seal.read(Seal.AdministratorPassword.class, word))
                        .orElse(method.password()),
                seal.text("passwordFrom"),
                seal.text("imageOf")
                        .map(word -> Seal.read(Seal.ImageOf.class, word))
                        .orElse(Seal.DEFAULT.imageOf()),
                seal.get("answers").map(RecipeForm::answers).orElse(Answers.NONE),
                tidying(seal, method.tidying()));
    }

    private static Tidying tidying(Value seal, Tidying otherwise) {
        return new Tidying(
                seal.text("otherUsers")
                        .map(word -> Seal.read(Tidying.OtherUsers.class, word))
                        .orElse(otherwise.otherUsers()),
                seal.text("cleanUp").map("true"::equalsIgnoreCase).orElse(otherwise.cleanUp()),
                seal.text("defragment").map("true"::equalsIgnoreCase).orElse(otherwise.defragment()));
    }

    private static Answers answers(Value answers) {
        return new Answers(
                answers.text("copyProfile").map(flag -> flag.toLowerCase(Locale.ROOT)),
                answers.text("timeZone"),
                answers.text("locale"),
                answers.text("registeredOwner"),
                answers.text("registeredOrganization"),
                answers.text("uiLanguage"),
                answers.get("specializeCommands").map(RecipeForm::texts).orElse(List.of()),
                answers.get("firstLogonCommands").map(RecipeForm::texts).orElse(List.of()));
    }

    private static BuilderSpec builder(Optional<Value> builder) {
        return new BuilderSpec(
                builder.flatMap(b -> b.get("instanceTypes"))
                        .map(RecipeForm::texts)
                        .orElse(Defaults.INSTANCE_TYPES),
                items(builder.flatMap(b -> b.get("volumes"))).stream()
                        .map(RecipeForm::volume)
                        .toList(),
                builder.flatMap(b -> b.get("parking")).map(RecipeForm::parking).orElse(Parking.DEFAULT));
    }

    private static Parking parking(Value parking) {
        return new Parking(
                parking.text("lease").flatMap(Durations::read).orElse(Parking.DEFAULT.lease()),
                parking.text("keepRunning").map("true"::equalsIgnoreCase).orElse(Parking.DEFAULT.keepRunning()));
    }

    private static Step step(Value step) {
        String name = step.text("name").orElseThrow();
        String kind = kind(step, KindRule.STEPS);
        var body = step.get(kind).orElseThrow();
        return switch (kind) {
            case "powershell" ->
                new Step.PowerShell(
                        name,
                        body.text().orElseThrow(),
                        exitCodes(step),
                        timeout(step, Defaults.SCRIPT_TIMEOUT),
                        retries(step, Defaults.RETRIES));
            case "script" ->
                new Step.Script(
                        name,
                        body.text().orElseThrow(),
                        pairs(step.get("parameters")),
                        items(step.get("files")).stream().map(RecipeForm::file).toList(),
                        exitCodes(step),
                        timeout(step, Defaults.SCRIPT_TIMEOUT),
                        retries(step, Defaults.RETRIES));
            case "restart" ->
                new Step.Restart(name, timeout(step, Defaults.RESTART_TIMEOUT), retries(step, Defaults.RETRIES));
            case "windowsUpdate" ->
                new Step.WindowsUpdate(
                        name,
                        body.get("categories").map(RecipeForm::texts).orElse(Defaults.UPDATE_CATEGORIES),
                        body.get("severities").map(RecipeForm::texts).orElse(List.of()),
                        body.text("olderThanDays").map(RecipeForm::number).orElse(Defaults.UPDATE_AGE_DAYS),
                        body.get("include").map(RecipeForm::texts).orElse(List.of()),
                        body.get("exclude").map(RecipeForm::texts).orElse(List.of()),
                        timeout(step, Defaults.UPDATE_TIMEOUT),
                        retries(step, Defaults.UPDATE_RETRIES));
            case "users" ->
                new Step.Users(
                        name,
                        body.items().stream().map(RecipeForm::user).toList(),
                        timeout(step, Defaults.USERS_TIMEOUT),
                        retries(step, Defaults.RETRIES));
            default -> throw new IllegalStateException(kind + " is not a kind of step");
        };
    }

    private static User user(Value user) {
        return new User(
                user.text("name").orElseThrow(),
                user.text("passwordFrom").orElseThrow(),
                user.text("administrator").map("true"::equalsIgnoreCase).orElse(Defaults.ADMINISTRATOR),
                user.text("passwordExpires").map("true"::equalsIgnoreCase).orElse(Defaults.PASSWORD_EXPIRES));
    }

    private static Step.PayloadFile file(Value file) {
        return new Step.PayloadFile(
                file.text("source").orElseThrow(),
                file.text("sha256").orElseThrow(),
                file.text("destination").orElseThrow());
    }

    private static ImageSpec image(Optional<Value> image, String recipe) {
        return new ImageSpec(
                image.flatMap(i -> i.text("name")).orElse(recipe),
                image.flatMap(i -> i.get("rootVolume")).map(RecipeForm::disk).orElse(Disk.AS_IT_IS),
                image.flatMap(i -> i.get("encryption")).map(RecipeForm::encryption),
                items(image.flatMap(i -> i.get("volumes"))).stream()
                        .map(RecipeForm::volume)
                        .toList(),
                image.flatMap(i -> i.text("preSnapshot"))
                        .map("true"::equalsIgnoreCase)
                        .orElse(false),
                image.map(i -> new Firmware(i.text("bootMode"), i.text("tpm"))).orElse(Firmware.AS_IT_IS),
                image.map(RecipeForm::settings).orElse(ImageSettings.NONE),
                image.flatMap(i -> i.get("fastLaunch")).map(RecipeForm::fastLaunch),
                image.flatMap(i -> i.get("retention")).map(RecipeForm::retention),
                pairs(image.flatMap(i -> i.get("tags"))));
    }

    private static FastLaunch fastLaunch(Value fastLaunch) {
        return new FastLaunch(
                fastLaunch.text("targetResourceCount").map(RecipeForm::number),
                fastLaunch.text("maxParallelLaunches").map(RecipeForm::number),
                fastLaunch
                        .get("launchTemplate")
                        .map(template -> new FastLaunch.LaunchTemplate(
                                template.text("id").orElseThrow(),
                                template.text("version").orElseThrow())));
    }

    private static Encryption encryption(Value encryption) {
        return new Encryption(
                encryption.text("kmsKey"),
                encryption.text("by").filter("copy"::equals).isPresent() ? Encryption.By.COPY : Encryption.By.LAUNCH);
    }

    private static Retention retention(Value retention) {
        return new Retention(
                number(retention.text("keep").orElseThrow()),
                retention.text("days").map(RecipeForm::number));
    }

    private static ImageSettings settings(Value image) {
        return new ImageSettings(
                image.text("requireImdsV2").map("true"::equalsIgnoreCase).orElse(false),
                image.text("deprecateAfterDays").map(RecipeForm::number),
                image.text("protection").map(RecipeForm::protection).orElse(ImageSettings.Protection.NONE));
    }

    private static ImageSettings.Protection protection(String written) {
        return switch (written) {
            case "none" -> ImageSettings.Protection.NONE;
            case "enabled" -> ImageSettings.Protection.ENABLED;
            case "withCooldown" -> ImageSettings.Protection.WITH_COOLDOWN;
            default -> throw new IllegalStateException(written + " is not a kind of protection");
        };
    }

    private static Volume volume(Value volume) {
        String device = volume.text("device").orElseThrow();
        return volume.text("instanceStore")
                .<Volume>map(name -> new Volume.InstanceStore(device, name))
                .or(() -> volume.get("leftOut").map(leftOut -> new Volume.LeftOut(device)))
                .orElseGet(() -> new Volume.Ebs(
                        device,
                        disk(volume),
                        volume.text("snapshot"),
                        volume.text("driveLetter").map(letter -> new Drive(letter, volume.text("label")))));
    }

    private static Disk disk(Value disk) {
        return new Disk(
                disk.text("size").map(RecipeForm::number),
                disk.text("type"),
                disk.text("iops").map(RecipeForm::number),
                disk.text("throughput").map(RecipeForm::number),
                disk.text("deleteOnTermination").map("true"::equalsIgnoreCase));
    }

    private static Check check(Value check) {
        return new Check(
                check.text("name").orElseThrow(),
                check.text("powershell").orElseThrow(),
                timeout(check, Defaults.CHECK_TIMEOUT));
    }

    private static Schedule schedule(Value schedule) {
        return ScheduleForm.read(schedule)
                .orElseThrow(() -> new IllegalStateException("a schedule without mistakes cannot be read"));
    }

    private static String kind(Value value, List<String> kinds) {
        return kinds.stream().filter(k -> value.get(k).isPresent()).findFirst().orElseThrow();
    }

    private static List<Integer> exitCodes(Value step) {
        return step.get("exitCodes")
                .map(RecipeForm::texts)
                .map(codes -> codes.stream().map(RecipeForm::number).toList())
                .orElse(Defaults.EXIT_CODES);
    }

    private static Duration timeout(Value value, Duration otherwise) {
        return value.text("timeout").flatMap(Durations::read).orElse(otherwise);
    }

    private static int retries(Value step, int otherwise) {
        return step.text("retries").map(RecipeForm::number).orElse(otherwise);
    }

    /** The schema keeps whole numbers within the range; 2.0 is one, too. */
    private static int number(String written) {
        return written.contains(".")
                ? (int) Double.parseDouble(written)
                : SchemaNodes.wholeNumber(written).intValueExact();
    }

    private static SortedMap<String, String> pairs(Optional<Value> fields) {
        var pairs = new TreeMap<String, String>();
        if (fields.orElse(null) instanceof Value.Mapping mapping) {
            mapping.entries()
                    .forEach((key, entry) -> pairs.put(key, entry.value().text().orElseThrow()));
        }
        return pairs;
    }

    private static List<String> texts(Value list) {
        return list.items().stream().map(item -> item.text().orElseThrow()).toList();
    }

    private static List<Value> items(Optional<Value> list) {
        return list.map(Value::items).orElse(List.of());
    }
}
