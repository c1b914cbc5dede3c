package dev.kiln.local.account;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.ec2.StoredImage;
import dev.kiln.local.ec2.StoredSnapshot;
import dev.kiln.local.s3.S3State;
import dev.kiln.local.ssm.SsmState;
import dev.kiln.local.states.ExecutionState;

import java.io.IOException;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Writes an account again and again while a build runs. Most of it is immutable values that were there the last time;
 * their text is remembered from one writing to the next, which makes saving an account with 200 builds a matter of
 * copying bytes.
 */
final class AccountJson {
    private static final List<Class<?>> REMEMBERED = List.of(
            ExecutionState.class, SsmState.Kept.class, S3State.Version.class, StoredSnapshot.class, StoredImage.class);

    private final JsonMapper mapper;
    private IdentityHashMap<Object, SerializedString> before = new IdentityHashMap<>();
    private IdentityHashMap<Object, SerializedString> now = new IdentityHashMap<>();

    AccountJson() {
        var module = new SimpleModule();
        REMEMBERED.forEach(type -> remember(module, type));
        mapper = PipelineJson.MAPPER.rebuild().addModule(module).build();
    }

    private <T> void remember(SimpleModule module, Class<T> type) {
        module.addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider serializers) throws IOException {
                json.writeRawValue(text(value));
            }
        });
    }

    private SerializedString text(Object value) {
        var text = before.containsKey(value) ? before.get(value) : new SerializedString(PipelineJson.write(value));
        now.put(value, text);
        return text;
    }

    /** Writes an account to its end, and forgets the texts of what is no longer in it. */
    void write(AccountState state, OutputStream to) throws IOException {
        mapper.writeValue(to, state);
        before = now;
        now = new IdentityHashMap<>();
    }
}
