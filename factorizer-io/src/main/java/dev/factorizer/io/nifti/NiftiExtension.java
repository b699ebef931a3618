package dev.factorizer.io.nifti;

/**
 * A header extension, kept as it is.
 *
 * @param code what kind it is
 * @param content its bytes, without the trailing zeros that pad it
 */
public record NiftiExtension(int code, byte[] content) {
    /** Copies the bytes. */
    public NiftiExtension {
        content = content.clone();
    }

    /** {@return a copy of the bytes} */
    @Override
    public byte[] content() {
        return content.clone();
    }
}
