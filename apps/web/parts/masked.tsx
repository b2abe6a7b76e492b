import { useTexts, type Texts } from '../words/words.js';

/** What is of a person, by what answers call it. */
const FIELDS = ['name', 'email', 'phone', 'attributes', 'subject', 'title', 'reason', 'note'] as const;
type Field = (typeof FIELDS)[number];

const TEXTS: Texts<Field | 'hidden' | 'is' | 'and'> = {
  en: {
    hidden: 'hidden from you',
    is: 'Hidden from you, who have no right to what is of a person: {fields}.',
    and: ', ',
    name: 'name',
    email: 'e-mail',
    phone: 'telephone',
    attributes: 'other particulars',
    subject: 'subject',
    title: 'title',
    reason: 'reason',
    note: 'note',
  },
  zh: {
    hidden: '对您隐藏',
    is: '您无权查看个人信息，以下内容已隐藏：{fields}。',
    and: '、',
    name: '姓名',
    email: '电子邮件',
    phone: '电话',
    attributes: '其他资料',
    subject: '主题',
    title: '标题',
    reason: '原因',
    note: '备注',
  },
};

/** Stands where something would be that whoever looks may not see. */
export function Hidden() {
  const t = useTexts(TEXTS);
  return <span class="fine">{t('hidden')}</span>;
}

/** Says what is left out for whoever looks; nothing where all is shown. @param fields as answers name them */
export function MaskedFields({ fields = [] }: { readonly fields?: readonly string[] | undefined }) {
  const t = useTexts(TEXTS);
  if (fields.length === 0) return null;
  // What a plug-in keeps of a person is called as it calls it.
  const list = fields.map((field) => (isField(field) ? t(field) : field)).join(t('and'));
  return <p class="fine">{t('is', { fields: list })}</p>;
}

function isField(field: string): field is Field {
  return FIELDS.some((one) => one === field);
}
