{{- define "tallybook.name" -}}
{{- if contains "tallybook" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-tallybook" (.Release.Name | trunc 30 | trimSuffix "-") }}{{ end }}
{{- end }}

{{- define "tallybook.keys" -}}
{{ .Values.keys.secret | default (printf "%s-keys" (include "tallybook.name" .)) }}
{{- end }}

{{- define "tallybook.labels" -}}
app.kubernetes.io/name: tallybook
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tallybook.meta" -}}
{{ include "tallybook.labels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What every process is told: never a secret, only the files that have them. */}}
{{- define "tallybook.env" -}}
{{- $v := .Values }}
{{- $service := include "tallybook.name" . }}
{{- $hosts := list $service (printf "%s.%s" $service .Release.Namespace) (printf "%s.%s.svc" $service .Release.Namespace) (printf "%s.%s.svc.cluster.local" $service .Release.Namespace) }}
{{- $env := dict "TALLY_HOST" "0.0.0.0" "TALLY_PORT" "3000" "TALLY_DATA_DIR" "/data" "TALLY_LOG_LEVEL" "info" "TALLY_AUTH" $v.auth "TALLY_ALLOWED_HOSTS" (join "," (concat $hosts $v.allowedHosts)) "TALLY_MASTER_KEY_FILE" "/keys/master" }}
{{- if eq $v.mode "embedded" }}
{{- $_ := set $env "TALLY_KEYS_DIR" "/personal/keys" }}
{{- else }}
{{- $_ := merge $env (dict "TALLY_LOG" "eventstoredb" "TALLY_BUS" "kafka" "TALLY_VIEWS" "mongodb" "EVENTSTORE_URL_FILE" "/stores/eventstore/url" "MONGODB_URI_FILE" "/stores/mongodb/uri" "KAFKA_BROKERS" (required "stores.kafka.brokers: where is Kafka?" $v.stores.kafka.brokers) "TALLY_BUS_KEY_FILE" "/keys/bus") }}
{{- if $v.stores.kafka.tlsSecret }}
{{- $_ := merge $env (dict "KAFKA_TLS" "on" "KAFKA_TLS_CA_FILE" "/stores/kafka-tls/ca.crt") }}
{{- if $v.stores.kafka.clientCertificate }}
{{- $_ := merge $env (dict "KAFKA_TLS_CERT_FILE" "/stores/kafka-tls/tls.crt" "KAFKA_TLS_KEY_FILE" "/stores/kafka-tls/tls.key") }}
{{- end }}
{{- end }}
{{- if $v.stores.kafka.sasl }}
{{- $_ := merge $env (dict "KAFKA_SASL" $v.stores.kafka.sasl "KAFKA_PASSWORD_FILE" "/stores/kafka/password") }}
{{- end }}
{{- end }}
{{- if $v.keys.signingSecret }}{{ $_ := set $env "TALLY_SIGNING_KEY_FILE" "/signing/signing" }}{{ end }}
{{- if $v.tls.secret }}
{{- $_ := merge $env (dict "TALLY_TLS_CERT_FILE" "/tls/tls.crt" "TALLY_TLS_KEY_FILE" "/tls/tls.key") }}
{{- if $v.tls.clientCa }}{{ $_ := set $env "TALLY_TLS_CLIENT_CA_FILE" "/tls/ca.crt" }}{{ end }}
{{- end }}
{{- range $name, $value := merge (dict) $v.settings $env }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- if and (ne $v.mode "embedded") $v.stores.kafka.sasl }}
- { name: KAFKA_USERNAME, valueFrom: { secretKeyRef: { name: {{ $v.stores.kafka.secret }}, key: username } } }
{{- end }}
{{- end }}

{{/* By where they are seen, the Secrets that files come from. */}}
{{- define "tallybook.secrets" -}}
{{- $v := .Values }}
{{- $secrets := dict "keys" (include "tallybook.keys" .) }}
{{- if $v.keys.signingSecret }}{{ $_ := set $secrets "signing" $v.keys.signingSecret }}{{ end }}
{{- if $v.tls.secret }}{{ $_ := set $secrets "tls" $v.tls.secret }}{{ end }}
{{- if ne $v.mode "embedded" }}
{{- $_ := set $secrets "stores/eventstore" (required "stores.eventstore.secret: a Secret with `url`" $v.stores.eventstore.secret) }}
{{- $_ := set $secrets "stores/mongodb" (required "stores.mongodb.secret: a Secret with `uri`" $v.stores.mongodb.secret) }}
{{- if $v.stores.kafka.tlsSecret }}{{ $_ := set $secrets "stores/kafka-tls" $v.stores.kafka.tlsSecret }}{{ end }}
{{- if $v.stores.kafka.sasl }}{{ $_ := set $secrets "stores/kafka" (required "stores.kafka.secret: a Secret with `username` and `password`" $v.stores.kafka.secret) }}{{ end }}
{{- end }}
{{- toYaml $secrets }}
{{- end }}

{{/* A probe of a path. It asks as a caller on the machine itself does; where callers need a certificate, it only connects. */}}
{{- define "tallybook.probe" -}}
{{- if and .root.Values.tls.secret .root.Values.tls.clientCa }}
tcpSocket: { port: http }
{{- else }}
httpGet:
  path: {{ .path }}
  port: http
  scheme: {{ ternary "HTTPS" "HTTP" (ne .root.Values.tls.secret "") }}
  httpHeaders: [{ name: Host, value: localhost }]
{{- end }}
periodSeconds: 10
timeoutSeconds: 5
{{- end }}

{{/* The pod of a process: as nobody in particular, who can change nothing but its volumes. Given `root`, `name` and `data`, the volumes it writes. */}}
{{- define "tallybook.pod" -}}
{{- $root := .root }}
{{- $secrets := include "tallybook.secrets" $root | fromYaml }}
automountServiceAccountToken: false
terminationGracePeriodSeconds: 15
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
containers:
  - name: {{ .name }}
    image: "{{ $root.Values.image.repository }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}"
    imagePullPolicy: {{ $root.Values.image.pullPolicy }}
    command: [node, --max-semi-space-size=16, dist/apps/{{ .name }}/main.js]
    ports: [{ name: http, containerPort: 3000 }]
    env: {{- include "tallybook.env" $root | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: { drop: [ALL] }
    startupProbe: {{- include "tallybook.probe" (dict "root" $root "path" "/healthz") | nindent 6 }}
      failureThreshold: 30
    livenessProbe: {{- include "tallybook.probe" (dict "root" $root "path" "/healthz") | nindent 6 }}
    readinessProbe: {{- include "tallybook.probe" (dict "root" $root "path" "/readyz") | nindent 6 }}
    resources: {{- toYaml (index $root.Values.resources .name) | nindent 6 }}
    volumeMounts:
      - { name: scratch, mountPath: /tmp }
      - { name: data, mountPath: /data }
      {{- if eq $root.Values.mode "embedded" }}
      - { name: personal, mountPath: /personal }
      {{- end }}
      {{- range $path, $secret := $secrets }}
      - { name: {{ $path | replace "/" "-" }}, mountPath: /{{ $path }}, readOnly: true }
      {{- end }}
volumes:
  - { name: scratch, emptyDir: {} }
  {{- if ne $root.Values.mode "embedded" }}
  - { name: data, emptyDir: {} }
  {{- end }}
  {{- range $path, $secret := $secrets }}
  - { name: {{ $path | replace "/" "-" }}, secret: { secretName: {{ $secret }}, defaultMode: 0440 } }
  {{- end }}
{{- range $field := list "nodeSelector" "tolerations" "affinity" }}
{{- with index $root.Values $field }}
{{ $field }}: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}
