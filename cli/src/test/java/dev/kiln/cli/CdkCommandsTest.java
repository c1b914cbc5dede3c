package dev.kiln.cli;

import dev.kiln.cli.cdk.CdkProject;
import dev.kiln.cli.cdk.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that deploy, with programs in place of the CDK that write down how they are called. */
class CdkCommandsTest {
    private static final String MANIFEST = """
            {"artifacts": {
              "kiln-state": {"type": "aws:cloudformation:stack",
                "properties": {"templateFile": "kiln-state.template.json", "terminationProtection": true}},
              "kiln-state.assets": {"type": "cdk:asset-manifest"},
              "kiln-pipeline": {"type": "aws:cloudformation:stack",
                "properties": {"templateFile": "kiln-pipeline.template.json"}}}}
            """;
    private static final String STATE = """
            {"Resources": {
              "Ledger": {"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain",
                "Properties": {"TableName": "kiln-ledger"}},
              "Recipes": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain",
                "Properties": {"BucketName": {"Fn::Join": ["", ["kiln-recipes-", {"Ref": "AWS::AccountId"}, "-", {"Ref": "AWS::Region"}]]}}},
              "Policy": {"Type": "AWS::S3::BucketPolicy"}}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void arrange() throws IOException {
        write("home/functions/target/kiln-functions.zip", "");
        write("home/infra/target/classes/some.class", "");
        write("home/infra/target/classpath", "one.jar:two.jar\n");
        program("node", "echo v22.1.0");
        program("cdk", "echo '2.1140.0 (build abc)'");
        program("npx", "exit 1");
    }

    @Test
    void deploy_synthesisesAndDeploysWhatWasSynthesised() throws IOException {
        cdk("2.1148.1 (build abc)", 0);

        var run = run("deploy", "--profile", "production", "--require-approval", "any-change");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(calls())
                .satisfiesExactly(
                        synth -> assertThat(synth)
                                .startsWith("synth --all --quiet ")
                                .contains("dev.kiln.infra.KilnApp")
                                .contains("kiln.functions=" + path("home/functions/target/kiln-functions.zip"))
                                .endsWith("--profile production"),
                        deploy -> assertThat(deploy)
                                .startsWith("deploy --all --require-approval any-change ")
                                .endsWith("--app " + path("home/infra/target/cdk/out") + " --profile production"));
        assertThat(run.out()).contains("  kiln build --stack kiln --profile production recipes/iis-2022/recipe.yaml");
    }

    @Test
    void deploy_yes_asksNothing() throws IOException {
        cdk("2.1148.1 (build abc)", 0);

        run("deploy", "--yes");

        assertThat(calls().getLast()).startsWith("deploy --all --require-approval never --yes ");
    }

    @Test
    void deploy_fails_hasTheExitCodeOfTheCdk() throws IOException {
        cdk("2.1148.1 (build abc)", 0, "[ \"$1\" != deploy ] || exit 7");

        assertThat(run("deploy").code()).isEqualTo(7);
    }

    @Test
    void deploy_appRefuses_deploysNothing() throws IOException {
        cdk("2.1148.1 (build abc)", 1);

        assertThat(run("deploy").code()).isEqualTo(2);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void deploy_cdkOfThisMachineTooOld_takesTheOneOfNpm() throws IOException {
        program("cdk", "echo '2.1100.0 (build abc)'");
        program("npx", "printf '%s ' \"$@\" >> " + path("calls") + "; exit 3");

        run("deploy");

        assertThat(calls().getFirst()).startsWith("--yes aws-cdk@2.1148.1 synth ");
    }

    @Test
    void deploy_withRegion_givesItToTheCdkAndTheClassPathToTheApp() throws IOException {
        program(
                "cdk",
                "[ \"$1\" != --version ] || { echo 2.1148.1; exit; }; echo $AWS_REGION $CLASSPATH > " + path("seen"));

        run("deploy", "--region", "eu-central-1");

        assertThat(Files.readString(folder.resolve("seen")))
                .isEqualTo("eu-central-1 " + path("home/infra/target/classes") + ":one.jar:two.jar\n");
    }

    @Test
    void deploy_withoutNode_saysWhereToGetIt() throws IOException {
        Files.delete(folder.resolve("bin/node"));

        var run = run("deploy");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "kiln: The CDK needs Node.js from 20 on. Install it from https://nodejs.org; there is no command node on the PATH.\n");
    }

    @Test
    void deploy_nodeTooOld_saysWhichIsThere() throws IOException {
        program("node", "echo v16.20.2");

        assertThat(run("deploy").err()).contains(path("bin/node") + " is v16.20.2.");
    }

    @Test
    void deploy_neitherCdkNorNpx_isRefused() throws IOException {
        Files.delete(folder.resolve("bin/cdk"));
        Files.delete(folder.resolve("bin/npx"));

        assertThat(run("deploy").err()).contains("neither a command cdk").contains("npm install --global aws-cdk");
    }

    @Test
    void deploy_functionsNotBuilt_isRefusedWithTheCommand() throws IOException {
        Files.delete(folder.resolve("home/functions/target/kiln-functions.zip"));

        assertThat(run("deploy").err())
                .contains("kiln-functions.zip is not built. Build it: ./mvnw -DskipTests package.");
    }

    @Test
    void synth_config_isGivenToTheAppAndTheTemplatesAreListed() throws IOException {
        cdk("2.1148.1 (build abc)", 0);

        var run = run("synth", "--config", path("other.yaml"), "--output", path("out"));

        assertThat(calls().getFirst())
                .contains("--output " + path("out"))
                .contains("--context kiln.config=" + path("other.yaml"));
        assertThat(run.lines())
                .containsExactly(path("out/kiln-state.template.json"), path("out/kiln-pipeline.template.json"));
    }

    @Test
    void diff_comparesWhatWasSynthesised() throws IOException {
        cdk("2.1148.1 (build abc)", 0);

        assertThat(run("diff").code()).isZero();
        assertThat(calls().getLast()).startsWith("diff ");
    }

    @Test
    void destroy_leavesWhatIsProtectedAndSaysHowItCanGo() throws IOException {
        cdk("2.1148.1 (build abc)", 0);

        var run = run("destroy", "--yes");

        assertThat(calls().getLast()).startsWith("destroy kiln-pipeline --force ");
        assertThat(run.lines())
                .startsWith(
                        "Kept: the stack kiln-state, with",
                        "  AWS::DynamoDB::Table kiln-ledger",
                        "  AWS::S3::Bucket kiln-recipes-ACCOUNT-REGION",
                        "Kept: every image with its snapshots.")
                .anyMatch(line -> line.contains("protect: false"));
    }

    /** A CDK that writes down how it is called, and writes an assembly when it is asked to synthesise. */
    private void cdk(String version, int synthCode, String... more) throws IOException {
        String templates = path("templates");
        write("templates/manifest.json", MANIFEST);
        write("templates/kiln-state.template.json", STATE);
        write("templates/kiln-pipeline.template.json", "{}");
        program("cdk", """
                if [ "$1" = --version ]; then echo '%s'; exit; fi
                echo "$*" >> %s
                %s
                if [ "$1" != synth ]; then exit 0; fi
                while [ "$1" != --output ]; do shift; done
                /bin/mkdir -p "$2" && /bin/cp %s/* "$2"
                exit %d
                """.formatted(version, path("calls"), String.join("\n", more), templates, synthCode));
    }

    private void program(String name, String script) throws IOException {
        Path file = write("bin/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private CommandLab.Run run(String... arguments) {
        var factory = new CommandFactory(
                (profile, region) -> {
                    throw new AssertionError("no deployment is asked");
                },
                new CdkProject(folder.resolve("home")),
                new Programs(new TreeMap<>(Map.of("PATH", path("bin")))));
        return CommandLab.run(Kiln.commandLine(factory), arguments);
    }
}
