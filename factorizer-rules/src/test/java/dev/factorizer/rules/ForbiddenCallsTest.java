package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForbiddenCallsTest {
    @ParameterizedTest
    @EnumSource
    void noClassDoesIt(ForbiddenCalls forbidden) {
        assertTrue(ProductionCode.MAIN.size() >= 350, () -> "saw only " + ProductionCode.MAIN.size() + " classes");
        forbidden.rule().check(ProductionCode.MAIN);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSEEDED_RANDOM", "DEFAULT_LOCALE", "UNNAMED_THREADS", "CLASS_BY_NAME"})
    void noTestDoesIt(ForbiddenCalls forbidden) {
        assertTrue(ProductionCode.TESTS.size() >= 40, () -> "saw only " + ProductionCode.TESTS.size() + " classes");
        forbidden.rule().check(ProductionCode.TESTS);
    }

    @ParameterizedTest
    @EnumSource
    void theRuleSeesEachOffence(ForbiddenCalls forbidden) {
        JavaClasses offending = new ClassFileImporter().importClasses(forbidden.offence());
        EvaluationResult result = forbidden.rule().evaluate(offending);
        List<String> found = result.getFailureReport().getDetails();
        assertEquals(forbidden.offences(), found.size(), () -> String.join("\n", found));
    }

    @Test
    void theLastOffenceIsKnown() {
        assertEquals(9, ForbiddenCalls.values().length, "a new rule needs an offence of its own");
    }
}
