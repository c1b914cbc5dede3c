package dev.kiln.local.s3;

import dev.kiln.event.RecipeUploaded;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.event.RecordedEvents;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalS3Test {
    private static final Instant START = Instant.parse("2026-03-11T09:00:00Z");
    private static final String BUCKET = "recipes";
    /** The SHA-256 of "hello" in base64. */
    private static final String HELLO_SHA = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

    private final RecordedEvents events = new RecordedEvents();
    private final LocalS3 s3 = service();

    @BeforeEach
    void makeBucket() {
        s3.createBucket(BUCKET);
    }

    private LocalS3 service() {
        return new LocalS3(new Timeline(START), new RandomSource(1), events);
    }

    @Test
    void putObject_content_isReadBackWithWhatWasSaidAboutIt() {
        var put = s3.putObject(
                r -> r.bucket(BUCKET)
                        .key("a")
                        .metadata(Map.of("Build-Id", "b1"))
                        .contentType("text/plain"),
                RequestBody.fromString("hello"));

        var got = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a"));

        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThat(got.response().metadata()).containsExactly(Map.entry("build-id", "b1"));
        assertThat(got.response().contentType()).isEqualTo("text/plain");
        assertThat(got.response().versionId()).isEqualTo(put.versionId()).hasSize(32);
        assertThat(got.response().eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    }

    @Test
    void uploadInParts_begunAndGivenUp_leavesNothing() {
        var uploadId = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("a")).uploadId();
        s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("a").uploadId(uploadId));

        assertThatThrownBy(() ->
                        s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("a").uploadId(uploadId)))
                .satisfies(e -> assertThat(code(e)).isEqualTo("NoSuchUpload"));
        assertThatThrownBy(() -> text("a")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void putObject_again_keepsTheOldVersion() {
        var old = put("a", "old");
        put("a", "new");

        assertThat(text("a")).isEqualTo("new");
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").versionId(old.versionId()))
                        .asUtf8String())
                .isEqualTo("old");
    }

    @Test
    void putObject_checksumOfOtherContent_isBadDigestAndNothingIsStored() {
        assertThatThrownBy(() -> s3.putObject(
                        r -> r.bucket(BUCKET).key("a").checksumSHA256(HELLO_SHA), RequestBody.fromString("other")))
                .satisfies(e -> assertThat(code(e)).isEqualTo("BadDigest"));
        assertThatThrownBy(() -> text("a")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void putObject_ifNoneMatchOnAnExistingKey_fails() {
        put("a", "old");

        assertThatThrownBy(() ->
                        s3.putObject(r -> r.bucket(BUCKET).key("a").ifNoneMatch("*"), RequestBody.fromString("new")))
                .satisfies(e -> assertThat(code(e)).isEqualTo("PreconditionFailed"));
    }

    @Test
    void putObject_unknownParameter_isRefusedByName() {
        assertThatThrownBy(() ->
                        s3.putObject(r -> r.bucket(BUCKET).key("a").tagging("a=b"), RequestBody.fromString("hello")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Tagging");
    }

    @Test
    void putObject_recipe_tellsTheEventOfTheSample() throws Exception {
        var put = put("recipes/iis-2022/recipe.yaml", "hello");

        var told = events.told.getFirst();
        var sample =
                PipelineJson.tree(Files.readString(Path.of("../events/samples/recipe-uploaded/match/recipe.json")));
        assertThat(told.source()).isEqualTo(sample.path("source").asText());
        assertThat(told.detailType()).isEqualTo(sample.path("detail-type").asText());
        assertThat(told.resources()).containsExactly("arn:aws:s3:::recipes");
        assertThat(told.detail().fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> sample.path("detail").fieldNames());
        assertThat(told.detail().path("object").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> sample.at("/detail/object").fieldNames());
        var envelope = PipelineJson.MAPPER.createObjectNode().set("detail", told.detail());
        assertThat(RecipeUploaded.read(envelope))
                .isEqualTo(new RecipeUploaded(
                        BUCKET, "recipes/iis-2022/recipe.yaml", put.versionId(), "5d41402abc4b2a76b9719d911017c592"));
    }

    @Test
    void sequencer_laterChange_isGreater() {
        put("a", "1");
        put("a", "2");

        assertThat(events.told)
                .extracting(told -> told.detail().at("/object/sequencer").asText())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void headObject_putWithChecksum_givesItWhenAsked() {
        s3.putObject(r -> r.bucket(BUCKET).key("a").checksumSHA256(HELLO_SHA), RequestBody.fromString("hello"));

        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("a").checksumMode(ChecksumMode.ENABLED))
                        .checksumSHA256())
                .isEqualTo(HELLO_SHA);
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("a")).checksumSHA256())
                .isNull();
    }

    @Test
    void headObject_missingKeyBucketOrVersion_isNoSuchKeyBecauseAHeadHasNoBody() {
        put("a", "1");

        assertThatThrownBy(() -> s3.headObject(r -> r.bucket(BUCKET).key("b")))
                .isInstanceOf(NoSuchKeyException.class)
                .satisfies(
                        e -> assertThat(((AwsServiceException) e).statusCode()).isEqualTo(404));
        assertThatThrownBy(() -> s3.headObject(r -> r.bucket("none").key("a"))).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headObject(r -> r.bucket(BUCKET).key("a").versionId("none")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void getObject_missingThings_haveErrorsOfTheirOwn() {
        put("a", "1");

        assertThatThrownBy(() -> text("b")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(
                        () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").versionId("none")))
                .satisfies(e -> assertThat(code(e)).isEqualTo("NoSuchVersion"));
        assertThatThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket("none").key("a")))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void deleteObject_key_hidesItBehindAMarkerAndTellsSo() {
        var put = put("a", "1");

        var deleted = s3.deleteObject(r -> r.bucket(BUCKET).key("a"));

        assertThat(deleted.deleteMarker()).isTrue();
        assertThatThrownBy(() -> text("a")).isInstanceOf(NoSuchKeyException.class);
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").versionId(put.versionId()))
                        .asUtf8String())
                .isEqualTo("1");
        assertThat(events.told.getLast().detailType()).isEqualTo("Object Deleted");
        assertThat(events.told.getLast().detail().path("deletion-type").asText())
                .isEqualTo("Delete Marker Created");
    }

    @Test
    void deleteObject_markersOwnVersion_bringsTheKeyBack() {
        put("a", "1");
        var marker = s3.deleteObject(r -> r.bucket(BUCKET).key("a"));

        s3.deleteObject(r -> r.bucket(BUCKET).key("a").versionId(marker.versionId()));

        assertThat(text("a")).isEqualTo("1");
    }

    @Test
    void listObjectsV2_manyKeys_comeInPagesInOrder() {
        for (int i = 0; i < 25; i++) {
            put("p/%02d".formatted(24 - i), "x");
        }
        put("other", "x");
        s3.deleteObject(r -> r.bucket(BUCKET).key("p/03"));

        var pages = s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix("p/").maxKeys(10));

        assertThat(pages.stream().map(page -> page.contents().size())).containsExactly(10, 10, 4);
        assertThat(pages.contents().stream().map(S3Object::key)).isSorted().doesNotContain("p/03", "other");
    }

    @Test
    void listObjectsV2_badToken_isRefused() {
        assertThatThrownBy(() -> s3.listObjectsV2(r -> r.bucket(BUCKET).continuationToken("?")))
                .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidArgument"));
    }

    @Test
    void calls_areCountedByAction() {
        put("a", "1");
        text("a");
        text("a");

        assertThat(s3.calls()).containsExactly(Map.entry("s3:GetObject", 2), Map.entry("s3:PutObject", 1));
    }

    @Test
    void state_writtenAndReadAsJson_restoresEverything() {
        s3.putObject(
                r -> r.bucket(BUCKET).key("a").metadata(Map.of("k", "v")).checksumSHA256(HELLO_SHA),
                RequestBody.fromString("hello"));
        put("b", "1");
        s3.deleteObject(r -> r.bucket(BUCKET).key("b"));
        var other = service();

        other.restore(PipelineJson.read(PipelineJson.write(s3.state()), S3State.class));

        assertThat(other.state()).isEqualTo(s3.state());
        assertThat(other.getObjectAsBytes(r -> r.bucket(BUCKET).key("a")).asUtf8String())
                .isEqualTo("hello");
    }

    private PutObjectResponse put(String key, String text) {
        return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }

    private String text(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
    }

    private static String code(Throwable thrown) {
        return ((AwsServiceException) thrown).awsErrorDetails().errorCode();
    }
}
