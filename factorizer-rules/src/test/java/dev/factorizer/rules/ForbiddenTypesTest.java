package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForbiddenTypesTest {
    @ParameterizedTest
    @EnumSource
    void noClassUsesThem(ForbiddenTypes forbidden) {
        assertTrue(ProductionCode.MAIN.size() >= 350, () -> "saw only " + ProductionCode.MAIN.size() + " classes");
        forbidden.rule().check(ProductionCode.MAIN);
    }

    @ParameterizedTest
    @EnumSource
    void theRuleSeesTheOffence(ForbiddenTypes forbidden) {
        EvaluationResult result = forbidden.rule().evaluate(new ClassFileImporter().importClasses(forbidden.offence()));
        assertTrue(result.hasViolation(), () -> forbidden.offence() + " breaks the rule, but nothing was found");
    }
}
