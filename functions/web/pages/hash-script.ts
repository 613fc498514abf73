/**
 * Hashes a file that is chosen or dropped, in the browser, and asks for its hash by the form that is there without script: nothing of the
 * file leaves the device. What it needs stays hidden where the browser cannot hash.
 */
export const hashScript = [
  "(()=>{const one=id=>document.getElementById(id),card=one('file-card'),field=one('sha256'),file=one('file'),said=one('file-said');",
  'if(!(card&&field&&file&&said&&window.crypto&&crypto.subtle&&window.isSecureContext))return;',
  'card.hidden=false;',
  'const take=async f=>{if(!f)return;said.textContent=said.dataset.works;try{',
  "const hash=await crypto.subtle.digest('SHA-256',await f.arrayBuffer());",
  "field.value=Array.from(new Uint8Array(hash),b=>b.toString(16).padStart(2,'0')).join('');field.form.submit()",
  '}catch{said.textContent=said.dataset.failed}};',
  "file.addEventListener('change',()=>take(file.files[0]));",
  "document.addEventListener('dragover',e=>e.preventDefault());",
  "document.addEventListener('drop',e=>{e.preventDefault();take(e.dataTransfer.files[0])})})()",
].join('');
