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
    void ofManyStepsMeansAreKept() throws IOException {
        CurveRecorder recorder = new CurveRecorder();
        for (int step = 1; step <= 1_000_000; step++) {
            recorder.add(new TrainingCurves.StepPoint(step, step == 7 ? Double.NaN : step, 1e-3, 3, step % 2 == 0 ? 2 : 0));
        }
        TrainingCurves curves = recorder.curves();
        assertTrue(curves.steps().size() > TrainingCurves.MOST_POINTS / 3 && curves.steps().size() <= TrainingCurves.MOST_POINTS,
                curves.steps().size() + " points");
        assertEquals(1_000_000, curves.steps().stream().mapToInt(TrainingCurves.StepPoint::count).sum());
        assertEquals(1_000_000, curves.steps().getLast().step());
        TrainingCurves.StepPoint second = curves.steps().get(1);
        assertEquals(2L * second.count(), second.step());
        assertEquals(1.5 * second.count() + 0.5, second.loss(), 1e-6);
        assertEquals(0.5 * second.count() + 0.5, curves.steps().getFirst().loss(), 2, "a step without a loss is passed over");
        assertEquals(0.25, curves.waitedShare(), 1e-12);
    }

    @Test
    void aLogGivesWhatTheTrainingHad() throws IOException {
        CurveRecorder live = new CurveRecorder();
        StringBuilder log = new StringBuilder();
        for (int step = 1; step <= 5000; step++) {
            double loss = 1 / Math.sqrt(step);
            live.add(new TrainingCurves.StepPoint(step, loss, 1e-3, 3, 1));
            log.append(step(step, String.valueOf(loss)));
            if (step % 3 == 0) {
                live.add(new TrainingCurves.EpochPoint(step, loss, step % 2 == 0 ? step : Double.NaN, 0.25));
                live.add(new TrainingCurves.ValidationPoint(step, loss, Map.of("core", loss / 3)));
                live.at(step);
                log.append("{\"event\":\"epoch\",\"step\":").append(step).append(",\"meanLoss\":").append(loss).append(",\"memoryBytes\":")
                        .append(step % 2 == 0 ? String.valueOf(step) : "null").append(",\"waitedShare\":0.25}\n");
                log.append("{\"event\":\"validation\",\"step\":").append(step).append(",\"seconds\":").append(step).append(",\"meanDice\":")
                        .append(loss).append(",\"dice\":{\"core\":").append(loss / 3).append("}}\n");
            }
        }
        assertEquals(live.curves(), TrainingCurves.read(log(log.toString())));
        assertEquals(4998, live.curves().epochs().getLast().memoryBytes(), "the most of them");
        // A log that is read amid the training, and what follows.
        Path half = log(log.substring(0, log.indexOf("{\"event\":\"step\",\"step\":2401,")));
        CurveRecorder resumed = CurveRecorder.read(half);
        Files.writeString(half, log.substring((int) Files.size(half)));
        LogLines.read(half, line -> line.addTo(resumed));
        assertEquals(live.curves(), resumed.curves());
        // A step that is repeated takes the means away that it was in.
        resumed.add(new TrainingCurves.StepPoint(2403, 7, 1e-3, 3, 1));
        List<TrainingCurves.StepPoint> steps = resumed.curves().steps();
        assertEquals(new TrainingCurves.StepPoint(2403, 7, 1e-3, 3, 1), steps.getLast());
        assertEquals(live.curves().steps().subList(0, steps.size() - 1), steps.subList(0, steps.size() - 1));
        assertEquals(2400, steps.get(steps.size() - 2).step());
        assertEquals(2400, resumed.curves().epochs().getLast().step());
    }

    @Test
    void linesHaveALength() throws IOException {
        String tooLong = "x".repeat(LogLines.MOST_BYTES + 1);
        Path log = log(START + tooLong + "\n");
        assertEquals(log + ": line 2 has " + tooLong.length() + " bytes, expected at most " + LogLines.MOST_BYTES,
                assertThrows(MalformedFileException.class, () -> TrainingCurves.read(log)).getMessage());
        assertEquals(1, TrainingCurves.read(log(step(1, "1") + "\0".repeat(LogLines.MOST_BYTES + 1))).steps().size(), "no end, no line");
        StringBuilder regions = new StringBuilder();
        for (int region = 0; region <= 1000; region++) {
            regions.append("{\"event\":\"validation\",\"step\":1,\"meanDice\":1,\"dice\":{\"r").append(region).append("\":1}}\n");
        }
        Path many = log(regions.toString());
        assertEquals(many + ": line 1001: curves: there are 1001 regions, expected at most 1000",
                assertThrows(MalformedFileException.class, () -> TrainingCurves.read(many)).getMessage());
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
