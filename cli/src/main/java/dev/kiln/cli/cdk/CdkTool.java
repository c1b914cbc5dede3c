package dev.kiln.cli.cdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** The CDK's command line: the one on this machine if it can read what the app writes, else a fixed one from npm. */
final class CdkTool {
    /** The version of the npm package aws-cdk that is fetched. */
    static final String VERSION = "2.1148.1";

    /** The first that reads cloud assemblies of schema 54, which aws-cdk-lib 2.263.0 writes. */
    private static final int OLDEST_MINOR = 1134;

    /** jsii, through which Java calls the CDK, warns of older ones and may fail with them. */
    private static final int OLDEST_NODE = 20;

    private static final Pattern NODE = Pattern.compile("v(\\d+)\\..*");
    private static final Pattern CDK = Pattern.compile("2\\.(\\d+)\\..*");
    private static final String GET_NODE =
            "The CDK needs Node.js from " + OLDEST_NODE + " on. Install it from https://nodejs.org";

    private final Programs programs;
    private final List<String> command;

    private CdkTool(Programs programs, List<String> command) {
        this.programs = programs;
        this.command = command;
    }

    /**
     * Finds it.
     *
     * @throws CdkRefused when Node.js is missing or too old, or neither cdk nor npx is there
     */
    static CdkTool find(Programs programs) {
        var node = programs.find("node")
                .orElseThrow(() -> new CdkRefused(GET_NODE + "; there is no command node on the PATH."));
        String version = programs.answer(List.of(node.toString(), "--version"));
        if (number(NODE, version) < OLDEST_NODE) {
            throw new CdkRefused(GET_NODE + "; " + node + " is " + version + ".");
        }
        return new CdkTool(programs, command(programs));
    }

    private static List<String> command(Programs programs) {
        var installed = programs.find("cdk")
                .filter(cdk -> number(CDK, programs.answer(List.of(cdk.toString(), "--version"))) >= OLDEST_MINOR);
        if (installed.isPresent()) {
            return List.of(installed.get().toString());
        }
        return programs.find("npx")
                .map(npx -> List.of(npx.toString(), "--yes", "aws-cdk@" + VERSION))
                .orElseThrow(
                        () -> new CdkRefused(
                                "There is neither a command cdk (from 2." + OLDEST_MINOR
                                        + ".0 on) nor npx on the PATH. Install npm, which brings npx, or the CDK: npm install --global aws-cdk."));
    }

    private static int number(Pattern pattern, String version) {
        var matcher = pattern.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Runs it and answers its exit code. */
    int run(CdkProject project, List<String> arguments) {
        var all = new ArrayList<>(command);
        all.addAll(arguments);
        return programs.run(Collections.unmodifiableList(all), project.workFolder());
    }
}
