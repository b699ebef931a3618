package dev.factorizer.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;

/** Packages form no cycles, but for the ones named here. */
final class PackageCycles implements SliceAssignment {
    /**
     * Packages that are one by design. A value offers the operations as methods, an operation writes its decomposition and
     * derivative with values, and the sum of operations is sealed: none of the three can be understood without the others.
     */
    private static final Map<String, String> ONE_BY_DESIGN = Map.of(
            "dev.factorizer.api.operations", "dev.factorizer.api.graph",
            "dev.factorizer.api.differentiation", "dev.factorizer.api.graph");

    private final String root;

    private PackageCycles(String root) {
        this.root = root;
    }

    /** The rule for all packages below one. */
    static ArchRule none(String root) {
        return SlicesRuleDefinition.slices().assignedFrom(new PackageCycles(root)).should().beFreeOfCycles();
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root) ? SliceIdentifier.of(ONE_BY_DESIGN.getOrDefault(name, name)) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
        return "packages below " + root;
    }
}
