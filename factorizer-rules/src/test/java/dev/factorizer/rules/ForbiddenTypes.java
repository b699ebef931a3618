package dev.factorizer.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.factorizer.rules.offences.IncubatorVector;
import dev.factorizer.rules.offences.JavaSerialization;
import dev.factorizer.rules.offences.Network;
import java.util.Set;
import java.util.function.Predicate;

/** Types no class may use at all, why, the one package that may, and a class that does. */
enum ForbiddenTypes {
    NETWORK("a medical tool never calls anywhere", Network.class, "",
            type -> type.getPackageName().equals("java.net") && !Set.of("URI", "URISyntaxException", "URL").contains(type.getSimpleName())
                    || type.getPackageName().startsWith("java.net.http") || type.getPackageName().startsWith("javax.net")
                    || type.getPackageName().startsWith("java.rmi") || type.getPackageName().startsWith("com.sun.net")
                    || type.getPackageName().startsWith("java.nio.channels") && type.getSimpleName().contains("Socket")),

    JAVA_SERIALIZATION("reading a serialized object runs code that the file chooses", JavaSerialization.class, "",
            type -> Set.of("java.io.ObjectInputStream", "java.io.ObjectOutputStream", "java.io.Externalizable",
                    "java.io.ObjectInput", "java.io.ObjectOutput", "java.beans.XMLDecoder").contains(type.getName())),

    INCUBATOR("one module holds what may change with the next JDK", IncubatorVector.class, "dev.factorizer.backend.jvm",
            type -> type.getPackageName().startsWith("jdk.incubator"));

    private final String because;
    private final Class<?> offence;
    private final String allowedModule;
    private final Predicate<JavaClass> forbidden;

    ForbiddenTypes(String because, Class<?> offence, String allowedModule, Predicate<JavaClass> forbidden) {
        this.because = because;
        this.offence = offence;
        this.allowedModule = allowedModule;
        this.forbidden = forbidden;
    }

    ArchRule rule() {
        DescribedPredicate<JavaClass> allowed = describe("in " + allowedModule,
                type -> !allowedModule.isEmpty() && (type.getPackageName() + ".").startsWith(allowedModule + "."));
        return ArchRuleDefinition.noClasses().that(DescribedPredicate.not(allowed)).should()
                .dependOnClassesThat(describe("are forbidden types", forbidden)).because(because);
    }

    Class<?> offence() {
        return offence;
    }
}
