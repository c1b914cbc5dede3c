package dev.kiln.cli.coldstart;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Instant;
import java.util.TreeMap;

/** A build that was made in a local account: the functions that are measured find it in their tables. */
final class SampleBuild implements AutoCloseable {
    private static final String RECIPE = """
            name: sample
            description: A build that functions find.
            parent: {ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}
            steps:
              - {name: one, powershell: "Write-Output 'one'"}
            verify:
              - {name: answers, powershell: "exit 0"}
            """;

    private final LocalAccount account;
    private final FirstEvents.Sample sample;

    private SampleBuild(LocalAccount account, FirstEvents.Sample sample) {
        this.account = account;
        this.sample = sample;
    }

    static SampleBuild make() {
        var account = LocalAccount.onMemoryTables(Instant.parse("2026-11-25T09:00:00Z"), 1);
        String buildId = new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                .upload("sample", RECIPE, new TreeMap<>(), "cold start", false)
                .executionName();
        account.runUntilQuiet();
        var rows = account.records().ledger().resources(buildId);
        return new SampleBuild(
                account,
                new FirstEvents.Sample(
                        account.deployment().recipeBucket(),
                        "sample",
                        buildId,
                        account.executionArn(buildId),
                        rows.stream()
                                .filter(row -> row.key().startsWith("instance#builder"))
                                .findFirst()
                                .flatMap(row -> row.resourceId())
                                .orElseThrow(),
                        account.records()
                                .builds()
                                .of(buildId)
                                .flatMap(build -> build.imageId())
                                .orElseThrow()));
    }

    FirstEvents.Sample sample() {
        return sample;
    }

    DynamoDbClient tables() {
        return account.dynamo();
    }

    FixedAnswers answers() {
        return new FixedAnswers(RECIPE, sample.imageId(), sample.instanceId());
    }

    @Override
    public void close() {
        account.close();
    }
}
