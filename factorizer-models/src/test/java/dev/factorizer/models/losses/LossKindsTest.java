package dev.factorizer.models.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LossKindsTest {
    /** Of another project. */
    private record Scaled(double factor) implements Loss {
        @Override
        public Value apply(Value logits, Value target) {
            return new BinaryCrossEntropy().apply(logits, target).multiply(factor);
        }

        @Override
        public Optional<Identity> identity() {
            return Optional.of(new Identity("com.example.scaled", new SettingsWriter().put("factor", factor).toTree()));
        }
    }

    /** How it is found. */
    private record Kind(String name) implements LossKind {
        @Override
        public Loss read(SettingsReader settings) {
            return new Scaled(settings.number("factor"));
        }
    }

    private static Loss read(Map<String, Object> tree, String... names) {
        List<LossKind> kinds = List.of(names).stream().<LossKind>map(Kind::new).toList();
        return SettingsReader.read("recipe", tree, settings -> LossKinds.read(settings, kinds));
    }

    private static String refused(Map<String, Object> tree, String... names) {
        return assertThrows(IllegalArgumentException.class, () -> read(tree, names)).getMessage();
    }

    @Test
    void aLossOfAnotherProjectIsReadAsItWasWritten() {
        Loss loss = new Scaled(0.5);
        assertEquals(loss, read(loss.identity().orElseThrow().toTree(), "com.example.scaled"));
        assertEquals("recipe: \"facto\" is unknown; did you mean \"factor\"?",
                refused(Map.of("kind", "com.example.scaled", "factor", 1, "facto", 1), "com.example.scaled"));
    }

    @Test
    void namesAreUniqueAndThoseOfTheLosses() {
        assertEquals("loss: the kind \"diceLoss\" of " + Kind.class.getName() + " is there already, expected a name of its own",
                refused(Map.of("kind", "diceLoss"), "diceLoss"));
        assertEquals("loss: " + Kind.class.getName() + " gives a loss without an identity of the kind \"com.example.other\", expected one"
                + " that has it", refused(Map.of("kind", "com.example.other", "factor", 1), "com.example.other"));
        assertEquals("recipe: \"kind\" is \"dice\", expected binaryCrossEntropy, deepSupervision, diceCrossEntropy, diceFocal, diceLoss,"
                + " exclusiveClasses, focalLoss, generalizedDiceLoss, partlyLabeled, softmaxCrossEntropy or tverskyLoss", refused(Map.of("kind", "dice")));
    }
}
