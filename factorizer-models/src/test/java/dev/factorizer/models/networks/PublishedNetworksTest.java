package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published networks have the reference's state dicts: names, order, shapes, what is trained. */
class PublishedNetworksTest {
    @Test
    void brats23HasTheReferencesStateDict() throws IOException {
        check("brats23.txt", Factorizer.Settings.brats23(), Shape.of(1, 4, 128, 128, 128), 7_603_459, 4680);
    }

    @Test
    void isles22HasTheReferencesStateDict() throws IOException {
        check("isles22.txt", Factorizer.Settings.isles22(), Shape.of(1, 2, 64, 64, 64), 7_372_289, 648);
    }

    private static void check(String file, Factorizer.Settings settings, Shape input, long trained, long kept)
            throws IOException {
        Program program = Program.trace(new Factorizer(settings), input);
        List<String> found = program.parameters().stream().map(PublishedNetworksTest::line).toList();
        assertEquals(141, found.size());
        assertEquals(String.join("\n", lines(file)), String.join("\n", found));
        assertEquals(trained, program.trainableValues());
        assertEquals(kept, program.parameters().stream().filter(spec -> !spec.trainable())
                .mapToLong(spec -> spec.shape().elements()).sum());
        assertEquals(input.with(1, settings.outputChannels()), program.graph().outputs().get("y").shape());
    }

    private static String line(ParameterSpec spec) {
        return spec.name() + " " + spec.shape() + " " + (spec.trainable() ? "trainable" : "buffer");
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = PublishedNetworksTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
