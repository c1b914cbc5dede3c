package dev.kiln.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Optional;

/** What the builder is launched from, as the recipe writes it; a build pins it to one image. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Parent.Ssm.class, name = "ssm"),
    @JsonSubTypes.Type(value = Parent.Ami.class, name = "ami"),
    @JsonSubTypes.Type(value = Parent.Newest.class, name = "name"),
    @JsonSubTypes.Type(value = Parent.OfRecipe.class, name = "recipe"),
    @JsonSubTypes.Type(value = Parent.RunningInstance.class, name = "instance")
})
public sealed interface Parent {
    /** The recipe of ours whose image it is; empty for every other parent. */
    default Optional<String> ofOurs() {
        return switch (this) {
            case OfRecipe own -> Optional.of(own.recipe());
            case Ssm ssm -> Optional.empty();
            case Ami ami -> Optional.empty();
            case Newest newest -> Optional.empty();
            case RunningInstance instance -> Optional.empty();
        };
    }

    /** The image that a parameter of SSM Parameter Store names, for example one of Amazon's public parameters. */
    record Ssm(String parameter) implements Parent {}

    /** One image by its id. */
    record Ami(String imageId) implements Parent {}

    /**
     * The newest available image of an owner (an account id, {@code self} or {@code amazon}) by a pattern of its name.
     */
    record Newest(String namePattern, String owner) implements Parent {}

    /** The image to which a channel of another recipe of ours points; without one, the newest verified image. */
    record OfRecipe(String recipe, Optional<String> channel) implements Parent {}

    /** A running instance that someone prepared by hand. It is sealed and stopped, but never terminated. */
    record RunningInstance(String instanceId) implements Parent {}
}
