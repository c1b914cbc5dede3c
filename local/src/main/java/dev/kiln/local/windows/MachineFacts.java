package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;

import java.util.Collection;
import java.util.List;

/** What guest scripts read off a machine. */
final class MachineFacts {
    /** More would not fit into what SSM keeps of an output. */
    private static final int MOST_UPDATES = 200;

    private static final int MOST_DETAILS = 40;

    private MachineFacts() {}

    private static ObjectNode of(WindowsDisk disk) {
        return PipelineJson.MAPPER
                .createObjectNode()
                .put("agent", disk.launchAgent())
                .put("agentVersion", disk.launchAgentVersion())
                .put("os", "Microsoft " + disk.release())
                .put("osVersion", disk.osVersion())
                .put("ssmAgentVersion", disk.ssmAgentVersion())
                .put("activated", disk.activated())
                .put("computerName", disk.computerName())
                .put("sid", disk.machineSid());
    }

    /** For the lineage of an image. */
    static ObjectNode ofBuilder(WindowsDisk disk) {
        var facts = of(disk);
        facts.set("updates", texts(last(disk.updates(), MOST_UPDATES)));
        var installed = facts.putArray("installedUpdates");
        last(disk.updates(), MOST_DETAILS)
                .forEach(kb -> installed
                        .addObject()
                        .put("kb", kb)
                        .put(
                                "title",
                                UpdateCatalogue.find(disk, kb)
                                        .map(WindowsUpdate::title)
                                        .orElse("Update"))
                        .put(
                                "installedOn",
                                disk.file(DiskPaths.INSTALLED_ON + kb).orElse("")));
        facts.set("features", texts(disk.features()));
        return facts;
    }

    /** Of a machine that was launched from an image. */
    static ObjectNode ofBoot(WindowsDisk disk) {
        var facts = of(disk).put("imageState", disk.imageState());
        facts.set("setupErrors", texts(lines(disk, DiskPaths.SETUP_ERRORS)));
        return facts;
    }

    static Collection<String> lines(WindowsDisk disk, String file) {
        return disk.file(file).orElse("").lines().toList();
    }

    private static List<String> last(Collection<String> all, int most) {
        return all.stream().skip(Math.max(0, all.size() - most)).toList();
    }

    static ArrayNode texts(Collection<String> texts) {
        var array = PipelineJson.MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
