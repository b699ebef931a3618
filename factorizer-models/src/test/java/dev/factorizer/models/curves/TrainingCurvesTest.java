package dev.factorizer.models.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCurvesTest {
    private static final String START = "{\"event\":\"start\",\"step\":0}\n";

    @TempDir
    private Path folder;

    @Test
    void readsStepsAndValidations() throws IOException {
        TrainingCurves curves = TrainingCurves.read(log(START + step(1, "0.75") + step(2, "null")
                + "{\"event\":\"validation\",\"step\":2,\"meanDice\":0.5,\"dice\":{\"b\":0.25,\"a\":null}}\n\n{\"event\":\"end\"}\n"));
        assertEquals(new TrainingCurves.StepPoint(1, 0.75, 1e-3, 3, 1), curves.steps().getFirst());
        assertTrue(Double.isNaN(curves.steps().get(1).loss()));
        assertEquals(0.5, curves.validations().getFirst().meanDice());
        assertEquals(List.of("b", "a"), List.copyOf(curves.validations().getFirst().dice().keySet()));
        assertEquals(0.25, curves.waitedShare());
    }

    @Test
    void aResumedTrainingReplacesWhatItRepeats() throws IOException {
        String validation = "{\"event\":\"validation\",\"step\":3,\"meanDice\":0.5,\"dice\":{}}\n";
        TrainingCurves curves = TrainingCurves.read(log(step(1, "1") + step(2, "2") + step(3, "3") + validation
                + START + step(2, "5")));
        assertEquals(List.of(1.0, 5.0), curves.steps().stream().map(TrainingCurves.StepPoint::loss).toList());
        assertEquals(List.of(), curves.validations());
    }

    @Test
    void epochsAndTheTimeAreRead() throws IOException {
        String epoch = "{\"event\":\"epoch\",\"step\":STEP,\"seconds\":9.5,\"meanLoss\":0.5,\"memoryBytes\":null,\"waitedShare\":0.25}\n";
        TrainingCurves curves = TrainingCurves.read(log(START + step(1, "1") + epoch.replace("STEP", "1") + step(2, "1") + epoch.replace("STEP", "2") + step(2, "3")));
        assertEquals(1, curves.epochs().size());
        assertEquals(0.5, curves.epochs().getFirst().meanLoss());
        assertEquals(0.25, curves.epochs().getFirst().waitedShare());
        assertTrue(Double.isNaN(curves.epochs().getFirst().memoryBytes()));
        assertEquals(9.5, curves.seconds());
        assertEquals(0, TrainingCurves.read(log(START)).seconds());
    }

    @Test
    void aLineThatAKilledProcessLeftIsNoEvent() throws IOException {
        assertEquals(1, TrainingCurves.read(log(step(1, "1") + "{\"event\":\"st")).steps().size());
        assertEquals(0, TrainingCurves.read(log("")).waitedShare());
    }

    @Test
    void otherLinesAreRefusedByNumber() throws IOException {
        Map<String, String> wrong = Map.of(
                "{\"event\":\"st\n", "line 2 is no JSON object: ",
                "[]\n", "line 2 is no JSON object",
                "{\"step\":1}\n", "line 2 has no event, expected the name of one, such as \"step\"",
                "{\"event\":\"step\",\"step\":-1}\n", "line 2 has the step -1, expected a whole number from 0",
                "{\"event\":\"step\",\"step\":1}\n", "line 2 has the loss (none), expected a number",
                "{\"event\":\"step\",\"step\":1,\"loss\":\"1\"}\n", "line 2 has the loss \"1\", expected a number",
                "{\"event\":\"validation\",\"step\":1,\"meanDice\":1}\n", "line 2 has no dice, expected a JSON object of numbers",
                "{\"event\":\"end\"}{\n", "line 2 is no JSON object: ");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Path log = log(START + one.getKey());
            String message = assertThrows(MalformedFileException.class, () -> TrainingCurves.read(log)).getMessage();
            assertTrue(message.startsWith(log + ": " + one.getValue()), message);
        }
        Path latin = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xE9, '\n'});
        assertTrue(assertThrows(MalformedFileException.class, () -> TrainingCurves.read(latin)).getMessage().contains("is not UTF-8 text"));
    }

    private static String step(int number, String loss) {
        return "{\"event\":\"step\",\"step\":" + number + ",\"loss\":" + loss
                + ",\"learningRate\":0.001,\"gradientNorm\":2,\"stepSeconds\":3,\"waitedSeconds\":1}\n";
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("log.jsonl"), text);
    }
}
