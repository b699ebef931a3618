import org.jspecify.annotations.NullMarked;

/**
 * Data: images (NIfTI, DICOM, NRRD, MetaImage, NumPy, pictures) as volumes with geometry, lists of the cases of a data set, the transforms that
 * bring images onto a network's grid and back, random augmentation with a cache of prepared cases, weight files of safetensors and
 * PyTorch, and model bundles. Knows no network and no backend; of the API it uses the readers and writers of settings, and the
 * generator of random numbers. Nothing may be null but where an annotation says so.
 */
@NullMarked
module dev.factorizer.io {
    // Says what may be null, to compilers and checkers; nothing at run time needs it.
    requires static org.jspecify;

    requires com.fasterxml.jackson.dataformat.yaml;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive dev.factorizer.api;
    requires jai.imageio.jpeg2000;
    requires java.desktop;

    exports dev.factorizer.io.augmentation;
    exports dev.factorizer.io.bundle;
    exports dev.factorizer.io.cache;
    exports dev.factorizer.io.datacheck;
    exports dev.factorizer.io.datalist;
    exports dev.factorizer.io.dicom;
    exports dev.factorizer.io.dicom.series;
    exports dev.factorizer.io.files;
    exports dev.factorizer.io.images;
    exports dev.factorizer.io.metaimage;
    exports dev.factorizer.io.nifti;
    exports dev.factorizer.io.nrrd;
    exports dev.factorizer.io.numpy;
    exports dev.factorizer.io.pictures;
    exports dev.factorizer.io.threads;
    exports dev.factorizer.io.transforms;
    exports dev.factorizer.io.volume;
    exports dev.factorizer.io.weights;
}
