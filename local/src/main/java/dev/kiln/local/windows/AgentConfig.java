package dev.kiln.local.windows;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of EC2Launch v2: tasks by stage (EC2 user guide, "EC2Launch v2 task configuration").
 *
 * <p>A task that is missing does not happen: without {@code setAdminAccount} nobody gets the Administrator's password,
 * without {@code startSsm} the SSM agent stays off after Sysprep.
 */
final class AgentConfig {
    /** What AWS's images come with. */
    static final String AS_SHIPPED = """
            version: 1.1
            config:
            - stage: boot
              tasks:
              - task: extendRootPartition
            - stage: preReady
              tasks:
              - task: activateWindows
                inputs:
                  activation:
                    type: amazon
              - task: setDnsSuffix
                inputs:
                  suffixes:
                  - $REGION.ec2-utilities.amazonaws.com
              - task: setAdminAccount
                inputs:
                  password:
                    type: random
              - task: setWallpaper
                inputs:
                  path: C:\\ProgramData\\Amazon\\EC2Launch\\wallpaper\\Ec2Wallpaper.jpg
                  attributes:
                  - hostName
                  - instanceId
            - stage: postReady
              tasks:
              - task: startSsm
            """;

    private static final String PRE_READY = "preReady";
    private static final String POST_READY = "postReady";
    private static final String INITIALIZE_VOLUME = "initializeVolume";
    private static final String DEVICES = "devices";
    private static final String DEVICE = "device";
    private static final String LETTER = "letter";
    private static final String SET_ADMIN_ACCOUNT = "setAdminAccount";

    private final String text;
    private final Map<String, Object> root;

    private AgentConfig(String text, Map<String, Object> root) {
        this.text = text;
        this.root = root;
    }

    /** The settings on a disk; empty settings when the file is missing. */
    static AgentConfig on(WindowsDisk disk) {
        return disk.file(DiskPaths.AGENT_CONFIG).map(AgentConfig::read).orElseGet(() -> read("version: 1.1\n"));
    }

    static AgentConfig read(String yaml) {
        return new AgentConfig(yaml, map(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
    }

    /** Whether a stage has a task. */
    boolean has(String stage, String task) {
        return task(stage, task).isPresent();
    }

    /** Whether Windows is activated with Amazon's KMS at the first boot. */
    boolean activates() {
        return has(PRE_READY, "activateWindows");
    }

    /** Whether the agent starts the SSM agent. */
    boolean startsSsm() {
        return has(POST_READY, "startSsm");
    }

    /**
     * What the first boot does about the Administrator's password: {@code random}, {@code static}, {@code doNothing}.
     */
    Optional<String> passwordType() {
        return Optional.ofNullable(password().get("type")).map(Object::toString);
    }

    private Map<String, Object> password() {
        return task(PRE_READY, SET_ADMIN_ACCOUNT)
                .map(task -> map(map(task.get("inputs")).get("password")))
                .orElseGet(Map::of);
    }

    /** The same settings with another type of password for the Administrator; the same text if they say so already. */
    String withPassword(String type) {
        return passwordType().equals(Optional.of(type)) ? text : withPassword(Map.of("type", type));
    }

    /** The same settings with a password to set, in clear text as the agent keeps it. */
    String withPassword(String type, String data) {
        return withPassword(Map.of("type", type, "data", data));
    }

    /** The password to set, in clear text; empty when there is none. Only the type {@code static} has one. */
    String clearText() {
        return passwordType().filter("static"::equals).isPresent()
                ? Objects.toString(password().get("data"), "")
                : "";
    }

    /**
     * As the agent leaves the settings when it has set the password that stood there: it is deleted (EC2 user guide,
     * "Configure EC2Launch v2 settings"). That the type stays is not told; nothing here depends on it.
     */
    String withoutClearText() {
        return clearText().isEmpty() ? text : withPassword(Map.of("type", "static"));
    }

    private String withPassword(Map<String, String> password) {
        Map<String, Object> task =
                task(PRE_READY, SET_ADMIN_ACCOUNT).orElseGet(() -> addTask(PRE_READY, SET_ADMIN_ACCOUNT));
        task.put("inputs", Map.of("password", password));
        return dump();
    }

    private String dump() {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(root);
    }

    /** The letters of volumes by their devices; none when the agent initializes all volumes as it likes. */
    Map<String, String> drives() {
        var drives = new LinkedHashMap<String, String>();
        task(POST_READY, INITIALIZE_VOLUME).stream()
                .flatMap(task -> maps(map(task.get("inputs")).get(DEVICES)).stream())
                .filter(entry -> entry.containsKey(LETTER))
                .forEach(entry -> drives.put(
                        entry.get(DEVICE).toString(), entry.get(LETTER).toString()));
        return drives;
    }

    /**
     * The same settings with volumes that are drives.
     *
     * @param told a line for each: letter, device and, if there is one, label
     * @throws IllegalArgumentException when the agent does something else with volumes
     */
    String withDrives(String told) {
        var inputs = task(POST_READY, INITIALIZE_VOLUME)
                .map(task -> map(task.get("inputs")))
                .orElseGet(this::addInitializeVolume);
        if (!DEVICES.equals(inputs.get("initialize"))) {
            throw new IllegalArgumentException(
                    "initializeVolume in agent-config.yml does not say 'initialize: devices', so no drive can be added");
        }
        told.lines().forEach(drive -> inputs.put(DEVICES, withEntry(maps(inputs.get(DEVICES)), entry(drive))));
        return dump();
    }

    private static Map<String, Object> entry(String drive) {
        var words = List.of(drive.split(" ", 3));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(DEVICE, words.get(1));
        words.stream().skip(2).forEach(label -> entry.put("name", label));
        entry.put(LETTER, words.getFirst());
        entry.put("partition", "gpt");
        return entry;
    }

    private static List<Map<String, Object>> withEntry(List<Map<String, Object>> entries, Map<String, Object> entry) {
        var all = new ArrayList<>(entries);
        var there = entries.stream()
                .filter(other -> entry.get(DEVICE).equals(other.get(DEVICE)))
                .findFirst();
        if (there.isPresent()) {
            all.set(entries.indexOf(there.get()), entry);
        } else {
            all.addFirst(entry);
        }
        return all;
    }

    private Map<String, Object> addInitializeVolume() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("initialize", DEVICES);
        addTask(POST_READY, INITIALIZE_VOLUME).put("inputs", inputs);
        return inputs;
    }

    /** Before the others of its stage. */
    private Map<String, Object> addTask(String stageName, String name) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("task", name);
        var stage = stage(stageName).orElseGet(() -> addStage(stageName));
        var tasks = new ArrayList<>(maps(stage.get("tasks")));
        tasks.addFirst(task);
        stage.put("tasks", tasks);
        return task;
    }

    private Map<String, Object> addStage(String name) {
        Map<String, Object> stage = new LinkedHashMap<>();
        stage.put("stage", name);
        root.put("config", appended(root.get("config"), stage));
        return stage;
    }

    private Optional<Map<String, Object>> task(String stage, String task) {
        return stage(stage).flatMap(found -> named(found.get("tasks"), "task", task));
    }

    private Optional<Map<String, Object>> stage(String name) {
        return named(root.get("config"), "stage", name);
    }

    private static Optional<Map<String, Object>> named(Object list, String key, String name) {
        return maps(list).stream().filter(map -> name.equals(map.get(key))).findFirst();
    }

    private static List<Map<String, Object>> appended(Object list, Map<String, Object> item) {
        var all = new ArrayList<>(maps(list));
        all.add(item);
        return all;
    }

    private static List<Map<String, Object>> maps(Object list) {
        return list instanceof List<?> items
                ? items.stream().map(AgentConfig::map).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // The keys of these settings are strings.
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
    }
}
