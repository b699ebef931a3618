package dev.factorizer.backend.tornado.entrypoints;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Adds the entrypoints of all kernels to the sources that are compiled: the adapter's. */
@SupportedAnnotationTypes("*")
public final class EntrypointProcessor extends AbstractProcessor {
    private boolean written;

    /** Makes the processor; the compiler does it. */
    public EntrypointProcessor() { }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!written) {
            written = true;
            EntrypointSources.all().forEach(this::write);
        }
        return false;
    }

    private void write(String name, String source) {
        try (Writer writer = processingEnv.getFiler().createSourceFile(EntrypointSources.PACKAGE + "." + name).openWriter()) {
            writer.write(source);
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "the entrypoints can't be written: " + e.getMessage());
        }
    }
}
