package dev.kiln.local.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.iam.PolicyDocument;
import dev.kiln.local.iam.ResourcePolicy;
import dev.kiln.local.template.Resource;
import dev.kiln.local.template.Templates;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The policies of functions, queues, topics, buckets and keys. */
final class ResourcePolicyReader {
    private final Templates templates;

    ResourcePolicyReader(Templates templates) {
        this.templates = templates;
    }

    /** Each permission is a statement of the function's policy. */
    SortedMap<String, ResourcePolicy> functions() {
        return policies(templates.ofType("AWS::Lambda::Permission").stream()
                .collect(Collectors.groupingBy(
                        p -> p.text("FunctionName"),
                        TreeMap::new,
                        Collectors.mapping(ResourcePolicyReader::permission, Collectors.toList()))));
    }

    private static PolicyDocument permission(Resource permission) {
        ObjectNode document = PipelineJson.MAPPER.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = document.putArray("Statement")
                .addObject()
                .put("Sid", permission.id())
                .put("Effect", "Allow")
                .put("Action", permission.text("Action"))
                .put("Resource", permission.text("FunctionName"));
        statement.putObject("Principal").put("Service", permission.text("Principal"));
        permission
                .find("SourceArn")
                .ifPresent(arn ->
                        statement.putObject("Condition").putObject("ArnLike").put("aws:SourceArn", arn));
        return PolicyDocument.read(permission.toString(), document);
    }

    SortedMap<String, ResourcePolicy> queues() {
        var arnByUrl = new TreeMap<String, String>();
        templates.ofType("AWS::SQS::Queue").forEach(q -> arnByUrl.put(q.ref(), q.arn()));
        var documents = new TreeMap<String, List<PolicyDocument>>();
        templates
                .ofType("AWS::SQS::QueuePolicy")
                .forEach(policy -> policy.list("Queues")
                        .forEach(url -> documents
                                .computeIfAbsent(arnByUrl.get(url.asText()), arn -> new ArrayList<>())
                                .add(document(policy, "PolicyDocument"))));
        return policies(documents);
    }

    SortedMap<String, ResourcePolicy> topics() {
        var documents = new TreeMap<String, List<PolicyDocument>>();
        templates
                .ofType("AWS::SNS::TopicPolicy")
                .forEach(policy -> policy.list("Topics")
                        .forEach(arn -> documents
                                .computeIfAbsent(arn.asText(), topic -> new ArrayList<>())
                                .add(document(policy, "PolicyDocument"))));
        return policies(documents);
    }

    SortedMap<String, ResourcePolicy> buckets() {
        var documents = new TreeMap<String, List<PolicyDocument>>();
        templates
                .ofType("AWS::S3::BucketPolicy")
                .forEach(policy -> documents.put(policy.text("Bucket"), List.of(document(policy, "PolicyDocument"))));
        return policies(documents);
    }

    SortedMap<String, ResourcePolicy> keys() {
        var documents = new TreeMap<String, List<PolicyDocument>>();
        templates.ofType("AWS::KMS::Key").forEach(key -> documents.put(key.arn(), List.of(document(key, "KeyPolicy"))));
        return policies(documents);
    }

    private static PolicyDocument document(Resource resource, String property) {
        return PolicyDocument.read(resource.toString(), resource.required(property));
    }

    private static SortedMap<String, ResourcePolicy> policies(SortedMap<String, List<PolicyDocument>> documents) {
        var policies = new TreeMap<String, ResourcePolicy>();
        documents.forEach((name, all) -> policies.put(name, new ResourcePolicy(name, all)));
        return policies;
    }
}
