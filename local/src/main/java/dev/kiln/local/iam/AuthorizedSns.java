package dev.kiln.local.iam;

import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * SNS for one role: the call that the pipeline makes, asked about first (Service Authorization Reference, "Actions,
 * resources, and condition keys for Amazon SNS"). Who publishes to an encrypted topic needs its key for a data key, and
 * to read that again (SNS developer guide, "Key management").
 */
public final class AuthorizedSns implements SnsClient {
    private static final List<String> KEY_ACTIONS = List.of("kms:GenerateDataKey", "kms:Decrypt");

    private final SnsClient real;
    private final Session session;
    private final Encryption encryption;
    private final SortedMap<String, ResourcePolicy> policies;

    /**
     * SNS for one role.
     *
     * @param policies the topics' policies, by ARN
     */
    public AuthorizedSns(
            SnsClient real, Session session, Encryption encryption, SortedMap<String, ResourcePolicy> policies) {
        this.real = real;
        this.session = session;
        this.encryption = encryption;
        this.policies = new TreeMap<>(policies);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        Optional.ofNullable(request.topicArn()).ifPresent(this::pass);
        return real.publish(request);
    }

    private void pass(String topicArn) {
        refusal(AccessRequest.on("sns:Publish", topicArn)).ifPresent(text -> {
            throw AccessErrors.sns(text);
        });
        for (String action : KEY_ACTIONS) {
            encryption
                    .of(topicArn, "sns")
                    .flatMap(use -> use.refusal(session, action))
                    .ifPresent(text -> {
                        throw AccessErrors.snsKey(text);
                    });
        }
    }

    private Optional<String> refusal(AccessRequest request) {
        boolean denied = Optional.ofNullable(policies.get(request.resource()))
                .filter(p -> p.denies(request))
                .isPresent();
        return denied
                ? Optional.of(Refusals.text(session.arn(), request, new Decision.Denied(true)))
                : session.refusal(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
