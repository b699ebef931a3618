package dev.factorizer.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.models.PythonProgram;
import dev.factorizer.models.metrics.MetricSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationFolderTest {
    @TempDir
    private Path folder;
    private EvaluationResult result;
    private EvaluationFolder files;

    @BeforeEach
    void evaluate() throws IOException {
        result = LabelFormula.write(folder).measure(LabelFormula.REGIONS, MetricSet.COMPLETE, _ -> { })
                .withWarnings(List.of("three cases are few")).withAbout(Map.of("program", "test"));
        files = EvaluationFolder.in(folder);
        files.write(result);
    }

    /** By {@code python summary.py .}, which writes what nnU-Net documents with Python's own writer of JSON. */
    @Test
    void theSummaryHasTheBytesThatPythonWrites() throws IOException {
        assertEquals(recorded(), Files.readString(files.summary()).replace(folder + "/", ""));
    }

    @Test
    void theRecordedSummaryIsThatOfTheScript() throws IOException, InterruptedException {
        Path python = Files.createDirectory(folder.resolve("python"));
        new PythonProgram(EvaluationFolderTest.class, "summary.py", List.of("numpy")).run(python);
        assertEquals(Files.readString(python.resolve("summary.json")), recorded());
    }

    private static String recorded() throws IOException {
        try (InputStream recorded = EvaluationFolderTest.class.getResourceAsStream("summary.json")) {
            return new String(recorded.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        assertEquals(result, files.read());
        assertEquals(result, EvaluationFolder.in(files.record()).read());
        assertTrue(Double.isNaN(files.read().cases().getFirst().region("nowhere").value("pq")), "a value that is not defined");
        assertEquals(3, files.read().mean("nowhere", "pq").undefined());
    }

    @Test
    void failuresAreCounted() {
        RegionFailures edema = result.regionFailures().get(1);
        assertEquals(new RegionFailures("edema", 3, 2, 0, 0, edema.lesions(), edema.missedLesions(), edema.falseLesions()), edema);
        assertEquals(2 / 3.0, edema.share());
        assertEquals(2, result.failedCases());
        assertEquals(List.of("a", "c"), result.failures().stream().filter(CaseFailure::belowBound).map(CaseFailure::name).toList());
        RegionResult perfect = result.cases().get(1).region("edema");
        assertEquals(1, perfect.dice());
        assertEquals(0, perfect.lesions().missed());
        assertEquals(perfect.voxels().both() * 2 / 1000.0, perfect.referenceMilliliters(), 1e-12);
    }

    @Test
    void tablesHaveARowForEachCaseAndRegion() throws IOException {
        List<String> rows = Files.readAllLines(files.cases());
        assertEquals("case,region,dice,hd95 (mm),nsd@1,volume (ml),target-volume (ml),volume-difference (ml),lesion-f1,lesion-dice,"
                + "lesion-count-difference,pq,lesions,missed lesions,false lesions,failed", rows.getFirst());
        assertEquals(10, rows.size());
        assertTrue(rows.get(2).startsWith("a,edema,0.000000,") && rows.get(2).endsWith(",yes"), rows.get(2));
        assertEquals("b,nowhere,1.000000,0.000000,1.000000,0.000000,0.000000,0.000000,1.000000,1.000000,0.000000,,0,0,0,no", rows.get(6));
        assertEquals("'=1+1,\"'@a,b\",-inf,\"a\"\"b\"\n", new CsvTable().add(List.of("=1+1", "@a,b", "-inf", "a\"b")).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"formatVersion\" : 1|\"formatVersion\" : 2|is 2, expected 1; it was made by a later version, use that",
        "\"failureDice\" : 0.5|\"failureDice\" : 5|the Dice below which a case failed is 5.0, expected 0 to 1",
        "\"better\" : \"lower\"|\"better\" : \"best\"|is \"best\", expected higher, lower or neither",
        "\"neither\" : |\"niether\" : |expected a whole number",
        "\"hd95\" : |\"hd59\" : |has the metrics [dice, hd59",
        "\"pq\" : null|\"pq\" : \"none\"|expected numbers, \"inf\" or null",
        "\"sha256\" : \"|\"sha256\" : \"x|expected 64 hexadecimal digits",
        "\"name\" : \"a\"|\"name\" : \"b\"|found 3 cases, expected at least one, all with different names",
        "\"warnings\"|\"warning\"|\"warnings\" is missing, expected a list of texts"})
    void whatIsNoEvaluationIsSaid(String right, String wrong, String complaint) throws IOException {
        String text = Files.readString(files.record());
        assertTrue(text.contains(right), right);
        Files.writeString(files.record(), text.replaceFirst(Pattern.quote(right), wrong));
        String found = assertThrows(MalformedFileException.class, files::read).getMessage();
        assertTrue(found.startsWith(files.record() + ": ") && found.contains(complaint), found);
    }
}
