package dev.kiln.local.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.event.EventSink;
import dev.kiln.local.time.RandomSource;

import java.util.List;

/** Tells what happened to objects (Amazon S3 user guide, "EventBridge event message structure"). */
final class S3Events {
    private static final String ACCOUNT = "123456789012";
    /** An address that is reserved for documentation (RFC 5737). */
    private static final String CALLER = "192.0.2.1";

    private static final String REQUEST_ID = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int REQUEST_ID_LENGTH = 16;
    /** The MD5 of nothing: that is the etag S3 tells for a delete marker. */
    private static final String NO_CONTENT = "d41d8cd98f00b204e9800998ecf8427e";

    private final RandomSource random;
    private final EventSink sink;

    S3Events(RandomSource random, EventSink sink) {
        this.random = random;
        this.sink = sink;
    }

    void created(String bucket, String key, S3State.Version version, S3State.Content content, String sequencer) {
        var object = PipelineJson.MAPPER
                .createObjectNode()
                .put("key", key)
                .put("size", content.size())
                .put("etag", content.etag())
                .put("version-id", version.versionId())
                .put("sequencer", sequencer);
        emit("Object Created", bucket, detail(bucket, object, "PutObject"));
    }

    void deleted(String bucket, String key, S3State.Version version, String type, String sequencer) {
        var object = PipelineJson.MAPPER
                .createObjectNode()
                .put("key", key)
                .put("etag", version.content().map(S3State.Content::etag).orElse(NO_CONTENT))
                .put("version-id", version.versionId())
                .put("sequencer", sequencer);
        emit("Object Deleted", bucket, detail(bucket, object, "DeleteObject").put("deletion-type", type));
    }

    private ObjectNode detail(String bucket, ObjectNode object, String reason) {
        var detail = PipelineJson.MAPPER.createObjectNode().put("version", "0");
        detail.putObject("bucket").put("name", bucket);
        detail.set("object", object);
        return detail.put("request-id", RandomText.of(random, REQUEST_ID, REQUEST_ID_LENGTH))
                .put("requester", ACCOUNT)
                .put("source-ip-address", CALLER)
                .put("reason", reason);
    }

    private void emit(String detailType, String bucket, ObjectNode detail) {
        sink.emit("aws.s3", detailType, List.of("arn:aws:s3:::" + bucket), detail);
    }
}
