/*
 * An agent that writes down what a library looks up in the JVM through JNI, a line for each: "type NAME",
 * "method NAME#NAME SIGNATURE", "field NAME#NAME". Its options: a part of the library's file name, a comma, the file to
 * write to.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jvmti.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jvmtiEnv *jvmti;
static jniNativeInterface *plain;
static const char *library;
static FILE *file;

static int is_wanted(void *caller) {
    Dl_info info;
    return dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, library);
}

static void write_member(const char *kind, jclass type, const char *name, const char *signature, void *caller) {
    char *owner;
    if (is_wanted(caller) && (*jvmti)->GetClassSignature(jvmti, type, &owner, NULL) == JVMTI_ERROR_NONE) {
        fprintf(file, "%s %s#%s %s\n", kind, owner, name, signature);
        fflush(file);
        (*jvmti)->Deallocate(jvmti, (unsigned char *) owner);
    }
}

static jclass JNICALL find_class(JNIEnv *env, const char *name) {
    if (is_wanted(__builtin_return_address(0))) {
        fprintf(file, "type %s\n", name);
        fflush(file);
    }
    return plain->FindClass(env, name);
}

static jmethodID JNICALL get_method(JNIEnv *env, jclass type, const char *name, const char *signature) {
    write_member("method", type, name, signature, __builtin_return_address(0));
    return plain->GetMethodID(env, type, name, signature);
}

static jmethodID JNICALL get_static_method(JNIEnv *env, jclass type, const char *name, const char *signature) {
    write_member("method", type, name, signature, __builtin_return_address(0));
    return plain->GetStaticMethodID(env, type, name, signature);
}

static jfieldID JNICALL get_field(JNIEnv *env, jclass type, const char *name, const char *signature) {
    write_member("field", type, name, signature, __builtin_return_address(0));
    return plain->GetFieldID(env, type, name, signature);
}

static jfieldID JNICALL get_static_field(JNIEnv *env, jclass type, const char *name, const char *signature) {
    write_member("field", type, name, signature, __builtin_return_address(0));
    return plain->GetStaticFieldID(env, type, name, signature);
}

static void JNICALL started(jvmtiEnv *env, JNIEnv *jni, jthread thread) {
    jniNativeInterface *table;
    (void) jni;
    (void) thread;
    (*env)->GetJNIFunctionTable(env, &plain);
    (*env)->GetJNIFunctionTable(env, &table);
    table->FindClass = find_class;
    table->GetMethodID = get_method;
    table->GetStaticMethodID = get_static_method;
    table->GetFieldID = get_field;
    table->GetStaticFieldID = get_static_field;
    (*env)->SetJNIFunctionTable(env, table);
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved) {
    jvmtiEventCallbacks callbacks;
    char *comma = strchr(options, ',');
    (void) reserved;
    if (!comma || (*vm)->GetEnv(vm, (void **) &jvmti, JVMTI_VERSION_1_2) != JNI_OK) {
        return JNI_ERR;
    }
    library = strndup(options, comma - options);
    file = fopen(comma + 1, "w");
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.VMInit = started;
    (*jvmti)->SetEventCallbacks(jvmti, &callbacks, sizeof callbacks);
    (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_VM_INIT, NULL);
    return file ? JNI_OK : JNI_ERR;
}
