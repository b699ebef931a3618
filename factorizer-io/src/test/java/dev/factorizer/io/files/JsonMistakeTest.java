package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMistakeTest {
    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "{\"a\":", "{\"a\":[1,", "[1,2", "\"a", "{\"a\" 1}", "nul", "{\"a\":1e", "[1}", "{'a'", "-", "\u0001", "1."})
    void theParserDoesNotTalkOfItself(String text) {
        JacksonException thrown = assertThrows(JacksonException.class, () -> JsonMapper.builder().build().readTree(text));
        String said = JsonMistake.of(thrown);
        assertFalse(said.contains("Source") || said.contains("REDACTED") || said.isBlank(), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[NaN]", "/*a*/1", "#1", "{} {}", "[[[[[[[[[[", "+1", ".5", "01"})
    void itsSettingsAreNoAdvice(String text) {
        JsonMapper json = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(5).build()).build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
        JacksonException thrown = assertThrows(JacksonException.class, () -> json.readTree(text));
        String said = JsonMistake.of(thrown);
        assertFalse(said.contains("`") || said.contains("Feature") || said.contains("bound as") || said.isBlank(), said);
    }

    @Test
    void numbersWithoutEndAreNoAdviceEither() {
        JacksonException thrown = assertThrows(JacksonException.class,
                () -> JsonMapper.builder().build().readTree("1".repeat(2000)).intValue());
        assertEquals("Number value length (2000) exceeds the maximum allowed (1000)", JsonMistake.of(thrown));
    }

    @Test
    void placesAreLinesAndColumns() {
        JacksonException thrown = assertThrows(JacksonException.class, () -> JsonMapper.builder().build().readTree("[1,\n  {\"a\": 2"));
        assertTrue(JsonMistake.of(thrown).endsWith("(start marker at line 2, column 3)"), JsonMistake.of(thrown));
    }
}
