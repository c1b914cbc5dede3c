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
        return has("postReady", "startSsm");
    }

    /**
     * What the first boot does about the Administrator's password: {@code random}, {@code static}, {@code doNothing}.
     */
    Optional<String> passwordType() {
        return task(PRE_READY, SET_ADMIN_ACCOUNT)
                .map(task -> map(map(task.get("inputs")).get("password")).get("type"))
                .map(Object::toString);
    }

    /** The same settings with another type of password for the Administrator; the same text if they say so already. */
    String withPassword(String type) {
        return passwordType().equals(Optional.of(type)) ? text : withPassword(Map.of("type", type));
    }

    /** The same settings with a password to set, in clear text as the agent keeps it. */
    String withPassword(String type, String data) {
        return withPassword(Map.of("type", type, "data", data));
    }

    /** As the agent leaves the settings when it has set the password that stood there. */
    String withoutClearText() {
        return passwordType().filter("static"::equals).isPresent() ? withPassword(Map.of("type", "static")) : text;
    }

    private String withPassword(Map<String, String> password) {
        Map<String, Object> task = task(PRE_READY, SET_ADMIN_ACCOUNT).orElseGet(this::addSetAdminAccount);
        task.put("inputs", Map.of("password", password));
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(root);
    }

    private Map<String, Object> addSetAdminAccount() {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("task", SET_ADMIN_ACCOUNT);
        var stage = stage(PRE_READY).orElseGet(() -> addStage(PRE_READY));
        stage.put("tasks", appended(stage.get("tasks"), task));
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
