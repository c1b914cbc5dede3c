package dev.kiln.recipe;

import dev.kiln.schedule.Schedule;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalTime;

import static org.assertj.core.api.Assertions.assertThat;

/** Read by the recipe's own schema, because this module has no other. */
class FormReaderTest {
    private final FormReader reader =
            new FormReader("/recipe.schema.json", () -> Instant.parse("2026-11-24T00:00:00Z"));

    @Test
    void read_withoutMistakes_answersValuesPlacesAndSchedule() {
        var answer = reader.read("""
                name: web
                parent: {ami: ami-0123456789abcdef0}
                schedule: monthly
                """);

        assertThat(answer).isInstanceOfSatisfying(FormReader.Answer.Good.class, good -> {
            assertThat(good.values().at("/parent/ami").asText()).isEqualTo("ami-0123456789abcdef0");
            assertThat(good.locations().of("parent.ami").line()).isEqualTo(2);
            assertThat(good.schedule()).contains(new Schedule.Monthly(LocalTime.of(6, 0), "UTC"));
        });
    }

    @Test
    void read_mistakesOfSchemaAndSchedule_areToldInTheOrderOfTheLines() {
        var answer = reader.read("""
                name: Web
                parent: {ami: ami-0123456789abcdef0}
                schedule: weekly
                """);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        FormReader.Answer.Bad.class,
                        bad -> assertThat(bad.mistakes())
                                .extracting(Mistake::field)
                                .containsExactly("name", "schedule"));
    }

    @Test
    void read_textThatIsNotYaml_tellsWhere() {
        assertThat(reader.read("name: web\n\tparent: {}\n"))
                .isInstanceOfSatisfying(
                        FormReader.Answer.Bad.class,
                        bad -> assertThat(bad.mistakes())
                                .extracting(Mistake::line)
                                .containsExactly(2));
    }
}
